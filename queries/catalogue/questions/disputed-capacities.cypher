// group = "sources"
// title = { en = "Capacities on which sources differ", ru = "Мощности, о которых источники расходятся" }
// text = "Sites, assets and legs whose standing capacity claims differ, the widest range first. Which of them changes an answer, the command disputed tells."
// example = "unit=Mt/y"
// [parameters]
// unit = { type = "text", meaning = "unit of the capacity; empty: any", default = "" }
// [columns]
// thing = "site, asset or leg"
// low = "lowest value that counts"
// high = "highest value that counts"
// capacity_unit = "their unit"
// width = "the difference"
// behind = "claims that the range spans"
MATCH (n:Entity)
WHERE n.capacity_disputed = true AND ($unit = '' OR n.capacity_unit = $unit)
WITH collect({thing: n.id, low: n.capacity_low, high: n.capacity_high, unit: n.capacity_unit, claims: n.capacity_claims})
     AS things
OPTIONAL MATCH (:Site)-[l:FLOWS_TO]->(:Site)
WHERE l.capacity_disputed = true AND ($unit = '' OR l.capacity_unit = $unit)
WITH things, collect(CASE WHEN l IS NULL THEN null ELSE
     {thing: l.id, low: l.capacity_low, high: l.capacity_high, unit: l.capacity_unit, claims: l.capacity_claims} END)
     AS legs
UNWIND things + legs AS row
RETURN row.thing AS thing, row.low AS low, row.high AS high, row.unit AS capacity_unit,
       row.high - row.low AS width, row.claims AS behind
ORDER BY width DESC, thing;
