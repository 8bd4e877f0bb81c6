// group = "flows"
// title = { en = "Transit through a country or an asset", ru = "Транзит через страну или объект" }
// text = "Stated volumes that came from one country and went on to another, over the territory or the asset."
// example = "place=kcp since=2024 until=2024"
// [parameters]
// place = { type = "entity", meaning = "country crossed, or asset" }
// since = { type = "year", meaning = "first year", default = 0 }
// until = { type = "year", meaning = "last year", default = 9999 }
// [columns]
// period = "the time it covers, as EDTF"
// amount = "amount"
// unit = "its unit"
// origin = "from where"
// destination = "to where"
// scope = "what part it is"
// total = "stated volume of the place in the same time, of all oil"
// percent = "share in that"
// source = "the document"
// claim = "id, for trunkline evidence"
MATCH (said:Claim {type: 'volume', modality: 'fact'})-[:ABOUT]->(:Entity {id: $place})
MATCH (said)-[:STATED_IN]->(document:Article)
WHERE said.role_origin IS NOT NULL AND said.role_destination IS NOT NULL AND said.year >= $since AND said.year <= $until
OPTIONAL MATCH (overall:Claim {type: 'volume', modality: 'fact'})-[:ABOUT]->(:Entity {id: $place})
WHERE overall.when = said.when AND overall.role_origin IS NULL AND overall.unit_canonical = said.unit_canonical
WITH said, document, max(overall.amount_canonical) AS whole
RETURN said.when AS period, said.amount AS amount, said.unit AS unit, said.role_origin AS origin,
       said.role_destination AS destination, coalesce(said.role_scope, []) AS scope, whole AS total,
       round(said.amount_canonical / whole * 1000.0) / 10.0 AS percent, document.id AS source, said.id AS claim
ORDER BY said.valid_from, said.valid_to, said.amount DESC, said.id;
