// group = "sources"
// title = { en = "Source of a claim", ru = "Источник утверждения" }
// text = "One claim with its words, its source, when it was published and who is quoted."
// example = "claim=c_7e9bb15419d34fe98d8089d3"
// [parameters]
// claim = { type = "text", meaning = "id of a claim, as other answers give it" }
// [columns]
// kind = "type of the claim"
// about = "what it is about"
// quote = "the words"
// said_by = "who is quoted"
// title = "title of the document"
// outlet = "where it stands"
// url = "address"
// published = "day of publication as stated"
// known_from = "from when it can have been known"
// trust = "0 unverified to 3 high"
// extractor = "what read it"
MATCH (said:Claim {id: $claim})-[:STATED_IN]->(document:Article)
RETURN said.type AS kind, said.about AS about, said.quote AS quote, coalesce(said.said_by, []) AS said_by,
       document.title AS title, document.outlet AS outlet, document.url AS url, document.published AS published,
       said.known_from AS known_from, said.trust AS trust, said.extractor AS extractor
ORDER BY document.id;
