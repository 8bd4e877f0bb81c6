// group = "control"
// title = { en = "Does a party hold a stake in an asset, and through whom", ru = "Есть ли у стороны доля в объекте и через кого" }
// text = "Every chain of up to four links from a company or state body to an asset; no rows: no stated stake."
// example = "party=transneft asset=cpc"
// [parameters]
// party = { type = "entity", meaning = "company, state body, or country, which stands for all its companies" }
// asset = { type = "entity", meaning = "the asset or company owned" }
// [columns]
// party = "the owner at the head of the chain"
// share = "stake of the last company of the chain in the asset, percent"
// effective_share = "share of the party in the end, percent"
// chain = "from the party to the asset"
// period = "when the last link holds, as EDTF"
MATCH path = (holder:Entity)-[stakes:OWNS*1..4]->(:Entity {id: $asset})
WHERE (holder.id = $party OR holder.country = $party) AND NONE(s IN stakes WHERE s.same_stake_as IS NOT NULL)
WITH holder, stakes, stakes[size(stakes) - 1] AS last, [n IN nodes(path) | n.id] AS chain
RETURN holder.id AS party, last.share AS share,
       round(reduce(part = 100.0, s IN stakes | part * s.share / 100.0) * 10000.0) / 10000.0 AS effective_share,
       chain, last.when AS period
ORDER BY size(chain), coalesce(last.share, -1.0) DESC, holder.id, chain[1], chain[2];
