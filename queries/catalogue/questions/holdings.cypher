// group = "control"
// title = { en = "What a company owns", ru = "Чем владеет компания" }
// text = "Stakes of a company or state body, directly and through companies, that hold on a day."
// example = "company=kmg"
// [parameters]
// company = { type = "company", meaning = "the owner" }
// links = { type = "integer", meaning = "longest chain to show, at most 4", default = 2 }
// day = { type = "date", meaning = "stakes that hold on this day", default = "9999-12-31" }
// [columns]
// owned = "id of the thing owned"
// name = "its name"
// share = "stake of the last company of the chain, percent"
// effective_share = "share of the company in the end, percent"
// chain = "from the company to the thing"
// same_stake_as = "set where this is another naming of that owner's stake"
MATCH path = (:Entity {id: $company})-[stakes:OWNS*1..4]->(thing:Entity)
WHERE size(stakes) <= $links
  AND NONE(s IN stakes WHERE split(coalesce(s.when, '../..'), '/')[0] > $day)
  AND NONE(s IN stakes WHERE NOT coalesce(split(s.when, '/')[1], '..') = '..'
                        AND coalesce(split(s.when, '/')[1], '..') + '~' < $day)
WITH thing, stakes, stakes[size(stakes) - 1] AS last, [n IN nodes(path) | n.id] AS chain
RETURN thing.id AS owned, thing.name_en AS name, last.share AS share,
       round(reduce(part = 100.0, s IN stakes | part * s.share / 100.0) * 10000.0) / 10000.0 AS effective_share,
       chain, last.same_stake_as AS same_stake_as
ORDER BY size(chain), thing.id, chain[1], chain[2];
