// group = "events"
// title = { en = "What happened to an asset and its parts", ru = "Что происходило с объектом и его частями" }
// text = "Events of every type that touched the asset or a part of it between two days; undated ones are always shown."
// example = "asset=cpc since=2022-01-01 until=2022-12-31"
// [parameters]
// asset = { type = "entity", meaning = "the asset, field, company or country" }
// type = { type = "text", meaning = "one type of event, such as suspension; empty: all", default = "" }
// since = { type = "date", meaning = "from this day", default = "0001-01-01" }
// until = { type = "date", meaning = "to this day", default = "9999-12-31" }
// known_at = { type = "date", meaning = "only what was known by this day", default = "9999-12-31" }
// [columns]
// period = "when, as EDTF"
// event_type = "type of the event"
// assets = "what it happened to"
// actors = "who did it"
// effect = "what came of it"
// cause = "what caused it"
// modality = "fact, plan, possible or denied"
// summary = "the sentence of the most trusted claim"
// sources = "documents that tell of it"
// event = "id, for trunkline evidence"
MATCH (part:Entity)-[:PART_OF*0..3]->(:Entity {id: $asset})
MATCH (happening:Event)-[:AFFECTS]->(part)
WHERE ($type = '' OR happening.type = $type)
  AND coalesce(happening.valid_from, happening.valid_to, $since) <= $until
  AND coalesce(happening.valid_to, '9999-12-31') >= $since
  AND coalesce(happening.known_on, '') <= $known_at
  AND (NOT happening.modality = 'fact' OR coalesce(happening.valid_from, '') <= $known_at)
WITH DISTINCT happening
RETURN happening.when AS period, happening.type AS event_type, happening.about AS assets, coalesce(happening.role_by, []) AS actors,
       coalesce(happening.role_effect, []) + coalesce(happening.role_outcome, []) AS effect,
       coalesce(happening.role_cause, []) + coalesce(happening.role_means, []) AS cause,
       happening.modality AS modality, happening.summary AS summary, happening.documents AS sources, happening.id AS event
ORDER BY coalesce(happening.valid_from, '9999-12-31'), happening.type, happening.id;
