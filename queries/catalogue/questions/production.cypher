// group = "flows"
// title = { en = "Production of a field, company or country", ru = "Добыча месторождения, компании или страны" }
// text = "Every stated production, with its time, and forecasts apart."
// example = "producer=KZ"
// [parameters]
// producer = { type = "entity", meaning = "field, company or country" }
// since = { type = "year", meaning = "first year", default = 0 }
// until = { type = "year", meaning = "last year", default = 9999 }
// [columns]
// period = "the time it covers, as EDTF"
// amount = "as the source states it, low end"
// amount_to = "high end"
// unit = "its unit"
// mt = "crude in Mt or Mt/y"
// modality = "fact, plan, possible or denied"
// said_by = "who is quoted"
// source = "the document"
// trust = "0 unverified to 3 high"
// claim = "id, for trunkline evidence"
MATCH (said:Claim {type: 'production'})-[:ABOUT]->(:Entity {id: $producer})
MATCH (said)-[:STATED_IN]->(document:Article)
WHERE coalesce(said.year, $since) >= $since AND coalesce(said.year, $until) <= $until
RETURN said.when AS period, said.amount AS amount, said.amount_to AS amount_to, said.unit AS unit, said.crude_mt AS mt,
       said.modality AS modality, coalesce(said.said_by, []) AS said_by, document.id AS source, said.trust AS trust,
       said.id AS claim
ORDER BY coalesce(said.valid_from, '9999'), coalesce(said.valid_to, '9999'), said.modality, said.id;
