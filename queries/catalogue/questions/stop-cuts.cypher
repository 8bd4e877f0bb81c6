// group = "network"
// title = { en = "What a stop of an asset cuts", ru = "Что отрезает остановка объекта" }
// text = "Producing sites whose ways to a market use the asset, by chains of up to nine working legs; cut are those that keep none."
// example = "asset=cpc"
// [parameters]
// asset = { type = "entity", meaning = "the asset or site that stops" }
// market = { type = "entity", meaning = "the market to be reached", default = "world_market" }
// commodity = { type = "entity", meaning = "the commodity", default = "oil" }
// avoid_country = { type = "country", meaning = "count only ways that avoid this country; empty: all ways", default = "" }
// [columns]
// site = "the producing site"
// name = "its name"
// country = "its country"
// cut = "whether no way is left"
// ways_before = "ways with the asset"
// ways_left = "ways without it"
MATCH (field:Field)-[:FEEDS]->(first:Site)
WITH DISTINCT first
MATCH path = (first)-[links:FLOWS_TO*1..9]->(last:Site)
WHERE ALL(l IN links WHERE $commodity IN coalesce(l.commodity, []) AND coalesce(l.status, '') = 'operating')
  AND NONE(l IN links WHERE $avoid_country IN coalesce(l.countries, []))
MATCH (last)-[:PART_OF*1..2]->(:Entity {id: $market})
WITH DISTINCT first, path, links
WITH first, ANY(l IN links WHERE coalesce(l.asset, '') = $asset) OR ANY(n IN nodes(path) WHERE n.id = $asset) AS uses
WITH first, count(*) AS ways, sum(CASE WHEN uses THEN 0 ELSE 1 END) AS left_over
WHERE left_over < ways
RETURN first.id AS site, first.name_en AS name, first.country AS country, left_over = 0 AS cut, ways AS ways_before,
       left_over AS ways_left
ORDER BY cut DESC, site;
