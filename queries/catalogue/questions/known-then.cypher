// group = "events"
// title = { en = "What was known on a day about an asset, and what only came out later", ru = "Что было известно об объекте на день и что выяснилось позже" }
// text = "Claims that tell of events of the asset or its parts in a span, each marked whether its source was out by the day."
// example = "asset=cpc since=2022-07-01 until=2022-07-31 known_at=2022-07-09"
// [parameters]
// asset = { type = "entity", meaning = "the asset" }
// since = { type = "date", meaning = "events from this day" }
// until = { type = "date", meaning = "events to this day" }
// known_at = { type = "date", meaning = "the day on which one asks" }
// [columns]
// period = "when it happened, as this source has it"
// event_type = "type of the event"
// outcome = "outcome, cause and effect as stated"
// known_then = "whether it had happened and its source was out by the day; empty where the source has no date"
// known_on = "first day on which the source can have been read"
// source = "the source"
// quote = "its words"
// claim = "id, for trunkline evidence"
MATCH (part:Entity)-[:PART_OF*0..3]->(:Entity {id: $asset})
MATCH (happening:Event)-[:AFFECTS]->(part)
WHERE happening.valid_from <= $until AND coalesce(happening.valid_to, '9999-12-31') >= $since
WITH DISTINCT happening
MATCH (said:Claim)-[:SUPPORTS]->(happening)
MATCH (said)-[:STATED_IN]->(document:Article)
RETURN said.when AS period, said.type AS event_type,
       coalesce(said.role_outcome, []) + coalesce(said.role_cause, []) + coalesce(said.role_effect, []) AS outcome,
       said.known_on <= $known_at AND (NOT said.modality = 'fact' OR said.valid_from <= $known_at) AS known_then, said.known_on AS known_on, document.id AS source, said.quote AS quote,
       said.id AS claim
ORDER BY said.valid_from, coalesce(said.known_on, '9999-12-31'), said.id;
