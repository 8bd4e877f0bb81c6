// group = "sources"
// title = { en = "What officials and companies said about a thing", ru = "Что говорили чиновники и компании" }
// text = "Statements, instructions and denials about a thing, with who said it."
// example = "about=cpc_terminal"
// [parameters]
// about = { type = "entity", meaning = "asset, company or country; its parts count" }
// [columns]
// period = "when, as EDTF"
// kind = "statement, instruction or the type denied"
// speakers = "who said it"
// modality = "fact, plan, possible or denied"
// quote = "the words"
// source = "the document"
// claim = "id, for trunkline evidence"
MATCH (part:Entity)-[:PART_OF*0..3]->(:Entity {id: $about})
MATCH (said:Claim)-[:ABOUT]->(part)
MATCH (said)-[:STATED_IN]->(document:Article)
WHERE said.type IN ['statement', 'instruction'] OR said.modality = 'denied'
WITH DISTINCT said, document
RETURN said.when AS period, said.type AS kind,
       coalesce(said.said_by, []) + [one IN coalesce(said.role_by, []) WHERE NOT one IN coalesce(said.said_by, [])] AS speakers,
       said.modality AS modality, said.quote AS quote, document.id AS source, said.id AS claim
ORDER BY coalesce(said.valid_from, '9999-12-31'), said.id;
