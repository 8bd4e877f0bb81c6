// group = "graph"
// title = { en = "Ledger of refreshes", ru = "Журнал обновлений" }
// text = "Every refresh with its times, outcome and counts, newest first."
// example = ""
// [parameters]
// limit = { type = "integer", meaning = "most runs to show", default = 20 }
// [columns]
// run = "id"
// started = "when it started"
// ended = "when it ended"
// status = "outcome"
// inputs = "what it read"
// items_loaded = "items loaded"
// items_unchanged = "items left alone"
// items_removed = "items removed"
// items_quarantined = "items that could not be read"
// claims_added = "claims that came"
// claims_removed = "claims that went"
// version = "version of Trunkline"
MATCH (entry:Run)
RETURN entry.id AS run, entry.started AS started, entry.ended AS ended, entry.status AS status,
       coalesce(entry.inputs, []) AS inputs, entry.items_loaded AS items_loaded,
       entry.items_unchanged AS items_unchanged, entry.items_removed AS items_removed,
       entry.items_quarantined AS items_quarantined, entry.claims_added AS claims_added,
       entry.claims_removed AS claims_removed, entry.version AS version
ORDER BY started DESC, run
LIMIT toInteger($limit);
