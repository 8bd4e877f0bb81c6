// group = "control"
// title = { en = "Owners of an asset, through chains", ru = "Владельцы объекта, включая цепочки" }
// text = "Who holds which stake on a day, directly or through companies; the effective share is the product along the chain and empty where a link has no stated share."
// example = "asset=cpc"
// [parameters]
// asset = { type = "entity", meaning = "the asset or company owned" }
// links = { type = "integer", meaning = "longest chain to show, at most 4", default = 1 }
// day = { type = "date", meaning = "stakes that hold on this day", default = "9999-12-31" }
// [columns]
// owner = "id of the owner"
// name = "its name"
// country = "its country"
// share = "stake of the last company of the chain in the asset, percent"
// share_low = "lowest stated"
// share_high = "highest stated"
// effective_share = "share that the owner has in the end, percent"
// chain = "from the owner to the asset"
// same_stake_as = "set where this is another naming of that owner's stake: never add both"
// trust = "trust of the weakest link, 0 to 3"
MATCH path = (holder:Entity)-[stakes:OWNS*1..4]->(:Entity {id: $asset})
WHERE size(stakes) <= $links
  AND NONE(s IN stakes WHERE split(coalesce(s.when, '../..'), '/')[0] > $day)
  AND NONE(s IN stakes WHERE NOT coalesce(split(s.when, '/')[1], '..') = '..'
                        AND coalesce(split(s.when, '/')[1], '..') + '~' < $day)
WITH holder, stakes, stakes[size(stakes) - 1] AS last, [n IN nodes(path) | n.id] AS chain
RETURN holder.id AS owner, holder.name_en AS name, holder.country AS country, last.share AS share,
       last.share_low AS share_low, last.share_high AS share_high,
       round(reduce(part = 100.0, s IN stakes | part * s.share / 100.0) * 10000.0) / 10000.0 AS effective_share,
       chain, last.same_stake_as AS same_stake_as,
       reduce(low = 3, s IN stakes | CASE WHEN s.trust < low THEN s.trust ELSE low END) AS trust
ORDER BY size(chain), coalesce(last.share, -1.0) DESC, holder.id, chain[1], chain[2];
