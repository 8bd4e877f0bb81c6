// group = "flows"
// title = { en = "Share of each route in a country's exports", ru = "Доля каждого маршрута в экспорте страны" }
// text = "Stated yearly volumes of the country's own oil by asset, beside the stated total and beside the sum of the assets; an asset may feed another, so shares can overlap."
// example = "country=KZ year=2022"
// [parameters]
// country = { type = "country", meaning = "the exporting country" }
// year = { type = "year", meaning = "the year" }
// commodity = { type = "entity", meaning = "the commodity", default = "oil" }
// [columns]
// asset = "the route's asset"
// amount = "amount"
// amount_high = "highest rival amount"
// unit = "unit of all amounts"
// total = "stated total of the country"
// percent = "share in that total"
// countries = "countries that the asset crosses"
// sources = "documents"
MATCH (said:Claim {type: 'volume', modality: 'fact', year: $year})-[:ABOUT]->(thing:Entity)
WHERE said.when = toString($year) AND coalesce(said.role_origin, []) = [$country]
  AND $commodity IN coalesce(said.role_commodity, [])
  AND NOT $country IN coalesce(said.role_destination, [])
  AND said.unit_canonical IN ['Mt', 'Mt/y', 'bcm', 'bcm/y', 'tU', 'tU/y']
WITH thing, said ORDER BY said.document
WITH thing, min(said.amount_canonical) AS low, max(said.amount_canonical) AS high, max(said.unit_canonical) AS unit,
     collect(DISTINCT said.document) AS documents
OPTIONAL MATCH (yearly:Claim {type: 'volume', modality: 'fact', year: $year})-[:ABOUT]->(:Entity {id: $country})
WHERE 'total export' IN coalesce(yearly.role_scope, []) AND $commodity IN coalesce(yearly.role_commodity, [])
WITH thing, low, high, unit, documents, max(yearly.amount_canonical) AS whole
OPTIONAL MATCH (thing)-[crosses:CROSSES]->(land:Country)
WITH thing, low, high, unit, documents, whole, crosses.order AS place, land.id AS country ORDER BY place
WITH thing, low, high, unit, documents, whole, collect(country) AS lands
RETURN thing.id AS asset, low AS amount, high AS amount_high, unit, whole AS total,
       round(low / whole * 1000.0) / 10.0 AS percent, lands AS countries, documents AS sources
ORDER BY low DESC, thing.id;
