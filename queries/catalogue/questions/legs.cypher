// group = "network"
// title = { en = "Legs of the network through a country, a site or an asset", ru = "Плечи сети через страну, узел или объект" }
// text = "Legs that cross a country, touch a site or use an asset, with capacity and state; empty parameters ask for all."
// example = "country=GE commodity=oil"
// [parameters]
// country = { type = "country", meaning = "country crossed; empty: any", default = "" }
// site = { type = "entity", meaning = "site at either end; empty: any", default = "" }
// asset = { type = "entity", meaning = "asset used; empty: any", default = "" }
// commodity = { type = "entity", meaning = "the commodity; empty: any", default = "" }
// [columns]
// leg = "id, for trunkline evidence"
// start = "from"
// finish = "to"
// mode = "pipeline, tanker, rail…"
// asset = "asset used"
// countries = "countries crossed"
// straits = "straits passed"
// capacity_low = "lowest stated capacity"
// capacity_high = "highest stated capacity"
// capacity_unit = "its unit"
// distance_km = "length"
// status = "latest stated state"
// trust = "trust of its weakest claim, 0 to 3"
MATCH (here:Site)-[link:FLOWS_TO]->(there:Site)
WHERE ($country = '' OR $country IN coalesce(link.countries, []))
  AND ($site = '' OR $site IN [here.id, there.id])
  AND ($asset = '' OR link.asset = $asset)
  AND ($commodity = '' OR $commodity IN coalesce(link.commodity, []))
RETURN link.id AS leg, here.id AS start, there.id AS finish, link.mode AS mode, link.asset AS asset,
       coalesce(link.countries, []) AS countries, coalesce(link.straits, []) AS straits,
       link.capacity_low AS capacity_low, link.capacity_high AS capacity_high, link.capacity_unit AS capacity_unit,
       link.distance_km AS distance_km, link.status AS status, link.trust AS trust
ORDER BY start, finish, mode, distance_km, capacity_low;
