// group = "network"
// title = { en = "Where a country's oil can leave the region", ru = "Куда может уходить нефть страны" }
// text = "Terminals, ports, borders and refineries abroad that working or idle legs reach from the country's sites by land and over the Caspian without passing a strait; the state of the weakest leg and the fewest legs."
// example = "country=KZ avoid_country=RU"
// [parameters]
// country = { type = "country", meaning = "the exporting country" }
// avoid_country = { type = "country", meaning = "country whose territory is avoided; empty: none", default = "" }
// commodity = { type = "entity", meaning = "the commodity", default = "oil" }
// [columns]
// outlet = "the site abroad"
// name = "its name"
// country = "its country"
// legs = "fewest legs"
// sites = "sites of that way"
// assets = "assets of that way"
// idle_legs = "legs of that way that do not operate"
MATCH (first:Site {country: $country})
OPTIONAL MATCH (field:Field)-[:FEEDS]->(first)
WITH first, count(field) AS fields
WHERE fields > 0
MATCH path = (first)-[links:FLOWS_TO*1..7]->(last:Site)
WHERE ALL(l IN links WHERE $commodity IN coalesce(l.commodity, [])
          AND coalesce(l.status, '') IN ['operating', 'restricted', 'idle', 'suspended'])
  AND NONE(l IN links WHERE $avoid_country IN coalesce(l.countries, []) OR size(coalesce(l.straits, [])) > 0)
  AND NOT coalesce(last.country, $country) = $country
WITH last, links, [n IN nodes(path) | n.id] AS stops,
     [l IN links WHERE NOT coalesce(l.status, '') = 'operating' | l.id] AS idle
ORDER BY size(idle), size(links), stops[0], stops[1], stops[2], stops[3]
WITH last, collect({stops: stops, links: [l IN links WHERE l.asset IS NOT NULL | l.asset], idle: idle})[0] AS best
RETURN last.id AS outlet, last.name_en AS name, last.country AS country, size(best.stops) - 1 AS legs,
       best.stops AS sites, best.links AS assets, best.idle AS idle_legs
ORDER BY size(best.idle), legs, outlet;
