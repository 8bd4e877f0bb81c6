// group = "control"
// title = { en = "Who holds how much of a thing in the end", ru = "Кому и в какой доле в итоге принадлежит объект" }
// text = "Shares through chains of at most four stakes: they multiply along a chain and add over chains. Owners behind owners are listed too, so the shares of all rows add up to more than all of it; last says whether nobody is known behind an owner. Circles of companies beyond four stakes, and stakes without a figure, are left to --avoid owner: of trunkline routes."
// example = "asset=btc"
// [parameters]
// asset = { type = "entity", meaning = "the asset or company owned" }
// country = { type = "country", meaning = "owners of this country only; empty: any", default = "" }
// day = { type = "date", meaning = "stakes that hold on this day", default = "9999-12-31" }
// [columns]
// owner = "id of the owner"
// name = "its name"
// country = "where it is registered"
// share = "what it holds through all chains, percent"
// chains = "number of chains"
// last = "whether nobody is known behind it"
MATCH path = (holder:Entity)-[stakes:OWNS*1..4]->(:Entity {id: $asset})
WHERE ($country = '' OR holder.country = $country OR holder.id = $country)
  AND NONE(s IN stakes WHERE s.same_stake_as IS NOT NULL OR s.share IS NULL)
  AND NONE(s IN stakes WHERE split(coalesce(s.when, '../..'), '/')[0] > $day)
  AND NONE(s IN stakes WHERE NOT coalesce(split(s.when, '/')[1], '..') = '..'
                        AND coalesce(split(s.when, '/')[1], '..') + '~' < $day)
WITH holder, reduce(part = 100.0, s IN stakes | part * s.share / 100.0) AS part
WITH holder, sum(part) AS share, count(*) AS chains
OPTIONAL MATCH (behind:Entity)-[:OWNS]->(holder)
WITH holder, share, chains, count(behind) AS others
RETURN holder.id AS owner, holder.name_en AS name, holder.country AS country,
       round(share * 10000.0) / 10000.0 AS share, chains, others = 0 AS last
ORDER BY share DESC, owner;
