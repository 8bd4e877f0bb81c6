// group = "sources"
// title = { en = "Facts that rest on weak sources only", ru = "Факты, опирающиеся лишь на слабые источники" }
// text = "Legs whose weakest claim is unverified, or of low trust, with the day of their oldest source."
// example = ""
// [parameters]
// trust = { type = "integer", meaning = "highest trust to show, 0 to 3", default = 0 }
// commodity = { type = "entity", meaning = "the commodity; empty: any", default = "" }
// [columns]
// leg = "id, for trunkline evidence"
// start = "from"
// finish = "to"
// trust = "trust of its weakest claim"
// oldest = "day of its oldest source"
// claims = "number of claims"
MATCH (here:Site)-[link:FLOWS_TO]->(there:Site)
WHERE link.trust <= $trust AND ($commodity = '' OR $commodity IN coalesce(link.commodity, []))
RETURN link.id AS leg, here.id AS start, there.id AS finish, link.trust AS trust, link.oldest AS oldest,
       size(link.claims) AS claims
ORDER BY trust, claims, start, finish, leg;
