// group = "graph"
// title = { en = "What could not be read, and why", ru = "Что не удалось прочитать и почему" }
// text = "Items and rows in quarantine with their reason and place."
// example = ""
// [columns]
// item = "the item"
// place = "file and line"
// reason = "why"
// attempts = "how often it was tried"
MATCH (entry:Quarantined)
RETURN entry.item AS item, entry.place AS place, entry.reason AS reason, entry.attempts AS attempts
ORDER BY item, place, reason;
