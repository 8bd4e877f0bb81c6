// group = "flows"
// title = { en = "Volumes by asset and year, with their sources", ru = "Объёмы по объекту и годам с источниками" }
// text = "Every stated volume of an asset, route or country, whole years and parts of years, facts and plans apart."
// example = "asset=cpc since=2024 until=2025"
// [parameters]
// asset = { type = "entity", meaning = "pipeline, port, company or country" }
// since = { type = "year", meaning = "first year", default = 0 }
// until = { type = "year", meaning = "last year", default = 9999 }
// commodity = { type = "entity", meaning = "oil, gas or uranium; empty: any", default = "" }
// [columns]
// period = "the time it covers, as EDTF"
// amount = "as the source states it, low end"
// amount_to = "high end"
// unit = "its unit"
// mt = "crude in Mt or Mt/y"
// origin = "whose oil"
// destination = "where it goes"
// scope = "what part it is"
// modality = "fact, plan, possible or denied"
// said_by = "who is quoted"
// source = "the document"
// trust = "0 unverified to 3 high"
// claim = "id, for trunkline evidence"
MATCH (said:Claim {type: 'volume'})-[:ABOUT]->(:Entity {id: $asset})
MATCH (said)-[:STATED_IN]->(document:Article)
WHERE toInteger(substring(coalesce(said.valid_from, '0000'), 0, 4)) >= $since
  AND toInteger(substring(coalesce(said.valid_to, '9999'), 0, 4)) <= $until
  AND ($commodity = '' OR $commodity IN coalesce(said.role_commodity, []))
RETURN said.when AS period, said.amount AS amount, said.amount_to AS amount_to, said.unit AS unit, said.crude_mt AS mt,
       coalesce(said.role_origin, []) AS origin, coalesce(said.role_destination, []) AS destination,
       coalesce(said.role_scope, []) AS scope, said.modality AS modality, coalesce(said.said_by, []) AS said_by,
       document.id AS source, said.trust AS trust, said.id AS claim
ORDER BY coalesce(said.valid_from, '9999'), coalesce(said.valid_to, '9999'), said.modality, said.amount DESC, said.id;
