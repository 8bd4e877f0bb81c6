// group = "events"
// title = { en = "Interruptions of an asset in a year, in order", ru = "Перебои в работе объекта за год по порядку" }
// text = "Stops, partial stops, accidents, attacks and rulings that touched the asset or a part of it in one year."
// example = "asset=cpc year=2022"
// [parameters]
// asset = { type = "entity", meaning = "the asset" }
// year = { type = "year", meaning = "the calendar year" }
// [columns]
// period = "when, as EDTF"
// event_type = "type of the event"
// assets = "what it happened to"
// reason = "cause, means or outcome as stated"
// actors = "who did it"
// effect = "what came of it"
// amount = "duration or amount out, low end"
// unit = "its unit"
// event = "id, for trunkline evidence"
MATCH (part:Entity)-[:PART_OF*0..3]->(:Entity {id: $asset})
MATCH (happening:Event)-[:AFFECTS]->(part)
WHERE happening.type IN ['suspension', 'restriction', 'accident', 'attack', 'ruling'] AND happening.modality = 'fact'
  AND happening.valid_from >= toString($year) AND happening.valid_from < toString($year + 1)
WITH DISTINCT happening
RETURN happening.when AS period, happening.type AS event_type, happening.about AS assets,
       coalesce(happening.role_cause, []) + coalesce(happening.role_means, []) + coalesce(happening.role_outcome, []) AS reason,
       coalesce(happening.role_by, []) AS actors, coalesce(happening.role_effect, []) AS effect,
       happening.amount_low AS amount, happening.unit AS unit, happening.id AS event
ORDER BY happening.valid_from, happening.type, happening.id;
