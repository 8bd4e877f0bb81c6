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
MATCH (here:Site)-[link:FLOWS_TO]->(there:Site)
WHERE $strait IN coalesce(link.straits, [])
RETURN link.id AS leg, here.id AS start, there.id AS finish, link.mode AS mode, coalesce(link.commodity, []) AS commodity,
       link.status AS status
ORDER BY start, finish, mode;
