// group = "flows"
// title = { en = "A country's exports by year, in all and past a neighbour's ports", ru = "Экспорт страны по годам: всего и в обход портов соседа" }
// text = "Volumes stated of the country itself, each beside the stated total of that year where there is one."
// example = "country=KZ since=2022 until=2023"
// [parameters]
// country = { type = "country", meaning = "the exporting country" }
// since = { type = "year", meaning = "first year", default = 0 }
// until = { type = "year", meaning = "last year", default = 9999 }
// commodity = { type = "entity", meaning = "the commodity", default = "oil" }
// [columns]
// year = "the year"
// scope = "which part of the exports"
// amount = "amount"
// unit = "its unit"
// percent_of_total = "its share in the stated total of the year"
// modality = "fact, plan, possible or denied"
// source = "the document"
// claim = "id, for trunkline evidence"
MATCH (said:Claim {type: 'volume'})-[:ABOUT]->(:Entity {id: $country})
MATCH (said)-[:STATED_IN]->(document:Article)
WHERE said.year >= $since AND said.year <= $until AND size(said.when) = 4
  AND $commodity IN coalesce(said.role_commodity, []) AND said.role_scope IS NOT NULL
  AND NOT 'transit' IN said.role_scope
OPTIONAL MATCH (total:Claim {type: 'volume', modality: 'fact'})-[:ABOUT]->(:Entity {id: $country})
WHERE total.year = said.year AND 'total export' IN coalesce(total.role_scope, [])
  AND $commodity IN coalesce(total.role_commodity, []) AND total.unit_canonical = said.unit_canonical
WITH said, document, max(total.amount_canonical) AS whole
RETURN said.year AS year, said.role_scope[0] AS scope, said.amount AS amount, said.unit AS unit,
       round(said.amount_canonical / whole * 1000.0) / 10.0 AS percent_of_total, said.modality AS modality,
       document.id AS source, said.id AS claim
ORDER BY said.year, said.amount DESC, said.id;
