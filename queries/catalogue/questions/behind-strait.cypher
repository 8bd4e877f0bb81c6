// group = "network"
// title = { en = "What lies behind a strait", ru = "Что находится за проливом" }
// text = "Terminals, ports and stations that reach a market only through the strait, by chains of up to nine working legs; those with another way are marked with the number of such ways."
// example = "strait=bosporus"
// [parameters]
// strait = { type = "strait", meaning = "strait or canal" }
// market = { type = "entity", meaning = "the market to be reached", default = "world_market" }
// commodity = { type = "entity", meaning = "the commodity", default = "oil" }
// [columns]
// site = "the site"
// name = "its name"
// country = "its country"
// captive = "whether every way passes the strait"
// other_ways = "ways that do not"
MATCH (first:Site)-[links:FLOWS_TO*1..9]->(last:Site)
WHERE ALL(l IN links WHERE $commodity IN coalesce(l.commodity, []) AND coalesce(l.status, '') = 'operating')
  AND NOT first:Strait
MATCH (last)-[:PART_OF*1..2]->(:Entity {id: $market})
WITH first, links, ANY(l IN links WHERE $strait IN coalesce(l.straits, [])) AS passes
WITH first, sum(CASE WHEN passes THEN 1 ELSE 0 END) AS through, sum(CASE WHEN passes THEN 0 ELSE 1 END) AS around
WHERE through > 0
RETURN first.id AS site, first.name_en AS name, first.country AS country, around = 0 AS captive, around AS other_ways
ORDER BY captive DESC, site;
