// group = "flows"
// title = { en = "Capacity, use and what is left, by year", ru = "Мощность, загрузка и остаток по году" }
// text = "Crude oil: the present capacity of pipelines, ports and sites beside what all shippers moved in a year; rival figures are ranges."
// example = "year=2025"
// [parameters]
// year = { type = "year", meaning = "the year of the volumes", default = 2025 }
// [columns]
// asset = "its id"
// name = "its name"
// capacity_low = "Mt/y, low end"
// capacity_high = "Mt/y, high end"
// used_low = "Mt moved in the year, low end"
// used_high = "Mt moved in the year, high end"
// left_low = "what is surely left, 0 where none is"
// left_high = "what may be left"
// claims = "the volumes it rests on, for trunkline evidence"
MATCH (thing:Entity) WHERE thing.capacity_unit = 'Mt/y'
MATCH (said:Claim {type: 'volume', modality: 'fact'})-[:ABOUT]->(thing)
WHERE said.when = toString($year) AND said.crude_mt IS NOT NULL AND said.trust >= 2
  AND said.role_origin IS NULL AND said.role_destination IS NULL AND said.role_shipper IS NULL AND said.role_scope IS NULL
  AND (said.role_commodity IS NULL OR (size(said.role_commodity) = 1 AND 'oil' IN said.role_commodity))
WITH thing, said ORDER BY said.id
WITH thing, min(said.crude_mt) AS least, max(said.crude_mt) AS most, collect(said.id) AS behind
RETURN thing.id AS asset, thing.name_en AS name, thing.capacity_low AS capacity_low, thing.capacity_high AS capacity_high,
       least AS used_low, most AS used_high,
       CASE WHEN thing.capacity_low > most THEN round((thing.capacity_low - most) * 1000.0) / 1000.0 ELSE 0.0 END AS left_low,
       CASE WHEN thing.capacity_high > least THEN round((thing.capacity_high - least) * 1000.0) / 1000.0 ELSE 0.0 END AS left_high,
       behind AS claims
ORDER BY left_high DESC, asset;
