// group = "sources"
// title = { en = "Who says what about a thing", ru = "Кто и что говорит об объекте" }
// text = "Every claim about an entity with its words and its source, newest source first."
// example = "about=btc type=volume"
// [parameters]
// about = { type = "entity", meaning = "any entity" }
// type = { type = "text", meaning = "one type of claim; empty: all", default = "" }
// [columns]
// kind = "type of the claim"
// period = "the time it is for"
// amount = "amount, if any"
// unit = "its unit"
// modality = "fact, plan, possible or denied"
// trust = "0 unverified to 3 high"
// known_on = "first day on which the source can have been read"
// quote = "the words"
// source = "the document"
// claim = "id, for trunkline evidence"
MATCH (said:Claim)-[:ABOUT]->(:Entity {id: $about})
MATCH (said)-[:STATED_IN]->(document:Article)
WHERE $type = '' OR said.type = $type
RETURN said.type AS kind, said.when AS period, said.amount AS amount, said.unit AS unit, said.modality AS modality,
       said.trust AS trust, said.known_on AS known_on, said.quote AS quote, document.id AS source, said.id AS claim
ORDER BY coalesce(said.known_on, '') DESC, said.type, said.id;
