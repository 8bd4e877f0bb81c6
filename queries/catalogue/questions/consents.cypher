// group = "network"
// title = { en = "Countries whose territory or ports some legs need", ru = "Страны, чью территорию или порты используют плечи" }
// text = "Every country that a leg crosses or in which it starts or ends, with the legs. trunkline routes says besides which straits a convention keeps open."
// example = "legs='e_ak_baku e_baku_sang e_btc'"
// [parameters]
// legs = { type = "text", meaning = "ids of the legs, with spaces between them" }
// [columns]
// country = "id of the country"
// name = "its name"
// crossed_by = "legs that cross it, in the order of their ids"
// sites = "sites in it at an end of a leg"
// straits = "straits on these legs that lie in it"
MATCH (here:Site)-[link:FLOWS_TO]->(there:Site)
WHERE link.id IN split($legs, ' ')
WITH here, link, there ORDER BY link.id
MATCH (land:Country)
WHERE land.id IN coalesce(link.countries, []) OR land.id IN [coalesce(here.country, ''), coalesce(there.country, '')]
OPTIONAL MATCH (strait:Strait {country: land.id})
WITH here, link, there, land, [name IN collect(strait.id) WHERE name IN coalesce(link.straits, [])] AS passed
WITH land, collect({leg: link.id, crosses: land.id IN coalesce(link.countries, []), passed: passed,
                    ends: [n IN [here, there] WHERE coalesce(n.country, '') = land.id | n.id]}) AS rows
RETURN land.id AS country, land.name_en AS name, [row IN rows WHERE row.crosses | row.leg] AS crossed_by,
       reduce(found = [], row IN rows | found + [site IN row.ends WHERE NOT site IN found]) AS sites,
       reduce(found = [], row IN rows | found + [one IN row.passed WHERE NOT one IN found]) AS straits
ORDER BY country;
