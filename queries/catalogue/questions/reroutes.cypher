// group = "events"
// title = { en = "Flows moved from one route to another", ru = "Перенаправленные потоки" }
// text = "Reroutes of a shipper or country, or from or to an asset; empty parameters ask for all."
// example = "party=TM"
// [parameters]
// party = { type = "entity", meaning = "shipper or exporting country; empty: any", default = "" }
// asset = { type = "entity", meaning = "asset, place or country left or chosen; empty: any", default = "" }
// [columns]
// period = "when, as EDTF"
// party = "whose flow"
// moved_from = "left"
// moved_to = "chosen"
// amount = "amount, low end"
// unit = "its unit"
// modality = "fact, plan, possible or denied"
// summary = "the sentence of the most trusted claim"
// event = "id, for trunkline evidence"
MATCH (happening:Event {type: 'reroute'})
WHERE ($party = '' OR $party IN happening.about)
  AND ($asset = '' OR $asset IN coalesce(happening.role_from, []) OR $asset IN coalesce(happening.role_to, []))
RETURN happening.when AS period, happening.about AS party, coalesce(happening.role_from, []) AS moved_from,
       coalesce(happening.role_to, []) AS moved_to, happening.amount_low AS amount, happening.unit AS unit,
       happening.modality AS modality, happening.summary AS summary, happening.id AS event
ORDER BY coalesce(happening.valid_from, '9999-12-31'), happening.id;
