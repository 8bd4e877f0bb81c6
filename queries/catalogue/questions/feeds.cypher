// group = "network"
// title = { en = "Fields and where their oil enters the network", ru = "Месторождения и точки входа в сеть" }
// text = "Fields of a country, or all, with the site each feeds and its operator."
// example = "country=KZ"
// [parameters]
// country = { type = "country", meaning = "country of the site fed; empty: all", default = "" }
// [columns]
// field = "id of the field"
// name = "its name"
// commodity = "what it yields"
// site = "the site it feeds"
// site_country = "country of the site"
// operators = "who runs the field"
MATCH (ground:Field)-[:FEEDS]->(entry:Site)
WHERE $country = '' OR entry.country = $country
OPTIONAL MATCH (company:Entity)-[:OPERATES]->(ground)
WITH ground, entry, company ORDER BY company.id
RETURN ground.id AS field, ground.name_en AS name, coalesce(ground.commodity, []) AS commodity, entry.id AS site,
       entry.country AS site_country, collect(company.id) AS operators
ORDER BY field, site;
