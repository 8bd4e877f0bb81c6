// group = "events"
// title = { en = "Attacks on an asset and its parts", ru = "Нападения на объект и его части" }
// text = "Every attack on the asset or a part of it, in order, with the means, the effect and how many documents tell of it."
// example = "asset=cpc"
// [parameters]
// asset = { type = "entity", meaning = "the asset" }
// since = { type = "date", meaning = "from this day", default = "0001-01-01" }
// until = { type = "date", meaning = "to this day", default = "9999-12-31" }
// [columns]
// period = "when, as EDTF"
// assets = "what was hit"
// means = "with what"
// actors = "who is named as the attacker"
// effects = "what each claim says of the effect; several where sources differ"
// modality = "fact, plan, possible or denied"
// sources = "documents that tell of it"
// event = "id, for trunkline evidence"
MATCH (part:Entity)-[:PART_OF*0..3]->(:Entity {id: $asset})
MATCH (happening:Event {type: 'attack'})-[:AFFECTS]->(part)
WHERE coalesce(happening.valid_from, $since) <= $until AND coalesce(happening.valid_to, '9999-12-31') >= $since
WITH DISTINCT happening
RETURN happening.when AS period, happening.about AS assets, coalesce(happening.role_means, []) AS means,
       coalesce(happening.role_by, []) AS actors, coalesce(happening.role_effect, []) AS effects, happening.modality AS modality,
       happening.documents AS sources, happening.id AS event
ORDER BY coalesce(happening.valid_from, '9999-12-31'), happening.id;
