// group = "network"
// title = { en = "Legs between the same two sites", ru = "Участки между одними и теми же узлами" }
// text = "Pairs of legs that run from one site to the same other site and share a commodity: ways to choose from, or one line told twice, which trunkline duplicates list tells by names, length and owners."
// example = ""
// [parameters]
// mode = { type = "text", meaning = "mode of transport of both; empty: any", default = "" }
// [columns]
// start = "from"
// finish = "to"
// first_leg = "one leg"
// first_mode = "its mode"
// first_asset = "its asset"
// first_km = "its length"
// second_leg = "the other leg"
// second_mode = "its mode"
// second_asset = "its asset"
// second_km = "its length"
MATCH (a:Site)-[one:FLOWS_TO]->(b:Site)
MATCH (a)-[other:FLOWS_TO]->(b)
WHERE one.id < other.id
  AND ANY(c IN coalesce(one.commodity, []) WHERE c IN coalesce(other.commodity, []))
  AND ($mode = '' OR (one.mode = $mode AND other.mode = $mode))
RETURN a.id AS start, b.id AS finish, one.id AS first_leg, one.mode AS first_mode, one.asset AS first_asset,
       one.distance_km AS first_km, other.id AS second_leg, other.mode AS second_mode, other.asset AS second_asset,
       other.distance_km AS second_km
ORDER BY start, finish, first_leg, second_leg;
