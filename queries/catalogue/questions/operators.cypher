// group = "control"
// title = { en = "Who operates an asset or a country's assets", ru = "Кто управляет объектами" }
// text = "Operators by asset, operator or country of the asset; empty parameters ask for all."
// example = "asset=btc"
// [parameters]
// asset = { type = "entity", meaning = "the asset; empty: any", default = "" }
// company = { type = "company", meaning = "the operator; empty: any", default = "" }
// [columns]
// asset = "the asset"
// operator = "who runs it"
// name = "name of the operator"
// trust = "0 unverified to 3 high"
MATCH (runner:Entity)-[runs:OPERATES]->(thing:Entity)
WHERE ($asset = '' OR thing.id = $asset) AND ($company = '' OR runner.id = $company)
RETURN thing.id AS asset, runner.id AS operator, runner.name_en AS name, runs.trust AS trust
ORDER BY thing.id, runner.id;
