// group = "graph"
// title = { en = "What the graph holds", ru = "Что есть в графе" }
// text = "Numbers of entities by kind, and of claims by type."
// example = ""
// [columns]
// family = "entity or claim"
// kind = "label or type"
// number = "how many"
MATCH (thing:Entity)
UNWIND labels(thing) AS label
WITH label, count(*) AS number
WHERE NOT label IN ['Entity', 'Site', 'Asset']
RETURN 'entity' AS family, label AS kind, number
ORDER BY kind
UNION
MATCH (said:Claim)
WITH said.type AS label, count(*) AS number
RETURN 'claim' AS family, label AS kind, number
ORDER BY kind;
