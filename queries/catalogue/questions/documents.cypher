// group = "sources"
// title = { en = "Documents and how many claims each carries", ru = "Документы и число утверждений в каждом" }
// text = "Sources of an outlet or kind, those with most claims first."
// example = "kind=article"
// [parameters]
// kind = { type = "text", meaning = "article, page, dataset or curator; empty: all", default = "" }
// outlet = { type = "text", meaning = "outlet; empty: all", default = "" }
// limit = { type = "integer", meaning = "most documents to show", default = 50 }
// [columns]
// document = "id"
// title = "title"
// outlet = "outlet"
// kind = "article, page, dataset or curator"
// published = "day of publication as stated"
// claims = "number of claims"
MATCH (page:Article)
WHERE ($kind = '' OR page.kind = $kind) AND ($outlet = '' OR page.outlet = $outlet)
OPTIONAL MATCH (said:Claim)-[:STATED_IN]->(page)
WITH page, count(said) AS number
RETURN page.id AS document, page.title AS title, page.outlet AS outlet, page.kind AS kind, page.published AS published,
       number AS claims
ORDER BY claims DESC, document
LIMIT toInteger($limit);
