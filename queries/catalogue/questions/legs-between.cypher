// group = "network"
// title = { en = "Legs from one site to the next, and what speaks against each", ru = "Плечи от узла к узлу и что мешает каждому" }
// text = "All parallel legs between two sites with state, capacity and whether they touch a country to be avoided; no rows: there is no such leg. trunkline why-not answers for a whole route, with the source of every rule."
// example = "origin=aktau destination=baku avoid_country=RU"
// [parameters]
// origin = { type = "entity", meaning = "site of departure" }
// destination = { type = "entity", meaning = "site of arrival" }
// commodity = { type = "entity", meaning = "the commodity; empty: any", default = "oil" }
// avoid_country = { type = "country", meaning = "country to be avoided; empty: none", default = "" }
// [columns]
// leg = "id, for trunkline evidence"
// mode = "pipeline, tanker, rail…"
// asset = "asset used"
// status = "latest stated state"
// touches = "whether it crosses the country or uses a site of it"
// capacity_low = "lowest stated capacity"
// capacity_high = "highest stated capacity"
// unit = "its unit"
// distance_km = "length"
MATCH (here:Site {id: $origin})-[link:FLOWS_TO]->(there:Site {id: $destination})
WHERE $commodity = '' OR $commodity IN coalesce(link.commodity, [])
RETURN link.id AS leg, link.mode AS mode, link.asset AS asset, link.status AS status,
       $avoid_country <> '' AND ($avoid_country IN coalesce(link.countries, [])
         OR $avoid_country IN [coalesce(here.country, ''), coalesce(there.country, '')]) AS touches,
       link.capacity_low AS capacity_low, link.capacity_high AS capacity_high, link.capacity_unit AS unit,
       link.distance_km AS distance_km
ORDER BY leg;
