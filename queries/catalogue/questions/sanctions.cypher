// group = "control"
// title = { en = "Sanctions and exemptions that touch an asset on a day", ru = "Санкции и изъятия, затрагивающие объект на день" }
// text = "Measures in force about the asset and its owners through chains, with the stakes they touch; exemptions that protect the asset stand beside them."
// example = "asset=cpc day=2025-11-20 authority=US"
// [parameters]
// asset = { type = "entity", meaning = "the asset, company or field" }
// day = { type = "date", meaning = "the day asked about" }
// authority = { type = "entity", meaning = "who imposed it, such as US or eu; empty: anybody", default = "" }
// [columns]
// measure = "sanction or exemption"
// party = "whom it names"
// instrument = "list, licence or act"
// authorities = "who imposed it"
// since = "day of issue"
// until = "stated end"
// stake = "stake it touches: of the last company of the chain in the asset, percent"
// chain = "from the party to the asset; one entry: the asset itself"
// effect = "what it does"
// event = "id, for trunkline evidence"
MATCH (happening:Event)-[:AFFECTS]->(target:Entity)
WHERE happening.type IN ['sanction', 'exemption'] AND happening.modality = 'fact'
  AND ($authority = '' OR $authority IN coalesce(happening.role_by, []))
  AND happening.valid_from <= $day AND coalesce(happening.role_until[0], '9999-12-31') >= $day
MATCH path = (target)-[stakes:OWNS*0..4]->(:Entity {id: $asset})
WHERE NONE(s IN stakes WHERE s.same_stake_as IS NOT NULL)
  AND NONE(s IN stakes WHERE split(coalesce(s.when, '../..'), '/')[0] > $day)
  AND NONE(s IN stakes WHERE NOT coalesce(split(s.when, '/')[1], '..') = '..'
                        AND coalesce(split(s.when, '/')[1], '..') + '~' < $day)
WITH happening, target, stakes, [n IN nodes(path) | n.id] AS chain
WITH happening, target, chain, CASE WHEN size(stakes) = 0 THEN null ELSE stakes[size(stakes) - 1].share END AS stake
RETURN happening.type AS measure, target.id AS party, happening.role_instrument[0] AS instrument,
       coalesce(happening.role_by, []) AS authorities, happening.when AS since, happening.role_until[0] AS until, stake, chain,
       coalesce(happening.role_effect, []) AS effect, happening.id AS event
ORDER BY happening.type DESC, happening.valid_from, target.id, size(chain), chain[1], happening.id;
