// group = "events"
// title = { en = "What stood over an asset on a day", ru = "Что действовало в отношении объекта на день" }
// text = "Stops, partial stops, repairs and rulings whose time covers the day, for the asset and its parts, known by another day."
// example = "asset=cpc day=2022-07-05"
// [parameters]
// asset = { type = "entity", meaning = "the asset" }
// day = { type = "date", meaning = "the day asked about" }
// known_at = { type = "date", meaning = "only what was known by this day", default = "9999-12-31" }
// [columns]
// event_type = "type of the event"
// assets = "what it happened to"
// period = "when, as EDTF"
// known_on = "first day on which it was known"
// summary = "the sentence of the most trusted claim"
// event = "id, for trunkline evidence"
MATCH (part:Entity)-[:PART_OF*0..3]->(:Entity {id: $asset})
MATCH (happening:Event)-[:AFFECTS]->(part)
WHERE happening.type IN ['suspension', 'restriction', 'repair', 'ruling'] AND happening.modality = 'fact'
  AND happening.valid_from <= $day AND coalesce(happening.valid_to, '9999-12-31') >= $day
  AND coalesce(happening.known_on, '') <= $known_at
WITH DISTINCT happening
OPTIONAL MATCH (ended:Event {type: 'resumption', modality: 'fact'})
WHERE happening.type IN ['suspension', 'restriction'] AND happening.role_origin IS NULL
  AND ANY(thing IN ended.about WHERE thing IN happening.about)
  AND ended.valid_from > happening.valid_from AND ended.valid_from <= $day
  AND coalesce(ended.known_on, '') <= $known_at
WITH happening, count(ended) AS endings
WHERE endings = 0
RETURN happening.type AS event_type, happening.about AS assets, happening.when AS period, happening.known_on AS known_on,
       happening.summary AS summary, happening.id AS event
ORDER BY happening.valid_from, happening.type, happening.id;
