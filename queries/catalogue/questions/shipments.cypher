// group = "events"
// title = { en = "First cargoes and single shipments", ru = "Первые партии и отдельные отгрузки" }
// text = "Shipments that started at, went by or ended at an asset, in order: one cargo or the first of a series."
// example = "asset=btc"
// [parameters]
// asset = { type = "entity", meaning = "an asset of departure, of the way or of arrival; empty: any", default = "" }
// since = { type = "date", meaning = "from this day", default = "0001-01-01" }
// until = { type = "date", meaning = "to this day", default = "9999-12-31" }
// [columns]
// period = "when, as EDTF"
// started_at = "first asset or port"
// vessel = "vessels"
// shipper = "whose cargo"
// origin = "where the oil comes from"
// destination = "where the cargo goes"
// way = "by which assets"
// amount = "amount, low end"
// unit = "its unit"
// modality = "fact, plan, possible or denied"
// summary = "the sentence of the most trusted claim"
// event = "id, for trunkline evidence"
MATCH (happening:Event {type: 'shipment'})
WHERE ($asset = '' OR $asset IN happening.about OR $asset IN coalesce(happening.role_via, [])
       OR $asset IN coalesce(happening.role_to, []) OR $asset IN coalesce(happening.role_origin, []))
  AND coalesce(happening.valid_from, $since) <= $until AND coalesce(happening.valid_to, '9999-12-31') >= $since
RETURN happening.when AS period, happening.about AS started_at, coalesce(happening.role_vessel, []) AS vessel,
       coalesce(happening.role_shipper, []) AS shipper, coalesce(happening.role_origin, []) AS origin,
       coalesce(happening.role_to, []) AS destination, coalesce(happening.role_via, []) AS way,
       happening.amount_low AS amount, happening.unit AS unit, happening.modality AS modality, happening.summary AS summary,
       happening.id AS event
ORDER BY coalesce(happening.valid_from, '9999-12-31'), happening.id;
