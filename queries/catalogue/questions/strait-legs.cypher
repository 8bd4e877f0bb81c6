// group = "network"
// title = { en = "Legs through a strait", ru = "Плечи через пролив" }
// text = "Every leg that passes a strait or canal, with its ends, its commodity and its state."
// example = "strait=bosporus"
// [parameters]
// strait = { type = "strait", meaning = "strait or canal" }
// [columns]
// leg = "id, for trunkline evidence"
// start = "from"
// finish = "to"
// mode = "tanker, ship…"
// commodity = "what it carries"
// status = "latest stated state"
MATCH (here:Site)-[leg:FLOWS_TO]->(there:Site)
WHERE $strait IN coalesce(leg.straits, [])
RETURN leg.id AS leg, here.id AS start, there.id AS finish, leg.mode AS mode, coalesce(leg.commodity, []) AS commodity,
       leg.status AS status
ORDER BY start, finish, mode;
