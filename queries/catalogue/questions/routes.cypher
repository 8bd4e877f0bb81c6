// group = "network"
// title = { en = "Routes from a country or site to a market, country or site", ru = "Маршруты из страны или узла на рынок, в страну или узел" }
// text = "Chains of legs of one state that use no leg of an avoided country and neither touch nor use an avoided asset; from a country: from its sites fed by fields. A route ends at the first site of the destination, as in the command of this name; a border point that a leg into the country ends at is one of its sites. Fewest legs first."
// example = "origin=KZ destination=ceyhan avoid_country=RU"
// [parameters]
// origin = { type = "entity", meaning = "country or site of departure" }
// destination = { type = "entity", meaning = "market, country or site of arrival" }
// commodity = { type = "entity", meaning = "the commodity", default = "oil" }
// avoid_country = { type = "country", meaning = "country whose territory is avoided; empty: none", default = "" }
// avoid_asset = { type = "entity", meaning = "asset or site that is avoided, with all that is part of it; empty: none", default = "" }
// status = { type = "text", meaning = "state that every leg must have; empty: any", default = "operating" }
// limit = { type = "integer", meaning = "most routes to show", default = 50 }
// [columns]
// start = "from"
// finish = "to"
// legs = "number of legs"
// sites = "sites in order"
// leg_ids = "legs in order"
// assets = "assets in order"
// narrowest = "lowest stated capacity of its legs and sites"
// unit = "its unit"
// distance_km = "sum of the stated lengths; empty where one is missing"
// countries = "countries crossed, in order"
OPTIONAL MATCH (member:Site)-[:PART_OF*1..2]->(:Entity {id: $destination})
WITH collect(DISTINCT member.id) AS inside
OPTIONAL MATCH (:Site)-[into:FLOWS_TO]->(border:Border)
WHERE into.countries[size(into.countries) - 1] = $destination
WITH inside, collect(DISTINCT border.id) AS borders
WITH inside + borders AS members
OPTIONAL MATCH (part:Entity)-[:PART_OF*1..3]->(:Entity {id: $avoid_asset})
WITH members, collect(DISTINCT part.id) + [$avoid_asset] AS avoided
MATCH (first:Site)
WHERE first.id = $origin OR first.country = $origin
OPTIONAL MATCH (field:Field)-[:FEEDS]->(first)
WITH members, avoided, first, count(field) AS fields
WHERE first.id = $origin OR fields > 0
MATCH path = (first)-[links:FLOWS_TO*1..9]->(last:Site)
WHERE ALL(l IN links WHERE $commodity IN coalesce(l.commodity, []))
  AND ($status = '' OR ALL(l IN links WHERE coalesce(l.status, '') = $status))
  AND NONE(l IN links WHERE $avoid_country IN coalesce(l.countries, []) OR coalesce(l.asset, ' ') IN avoided)
  AND NONE(n IN nodes(path) WHERE n.id IN avoided OR coalesce(n.country, ' ') = $avoid_country)
  AND (last.id = $destination OR last.country = $destination OR last.id IN members)
WITH members, first, last, path, links, [n IN nodes(path) | n.id] AS stops
WHERE NONE(n IN nodes(path) WHERE n.id <> last.id
           AND (n.id = $destination OR coalesce(n.country, ' ') = $destination OR n.id IN members))
WITH first, last, links, stops, [l IN links | l.id] AS ids,
     [l IN links WHERE l.capacity_low IS NOT NULL | l.capacity_low]
     + [n IN nodes(path) WHERE n.capacity_low IS NOT NULL | n.capacity_low] AS limits
WHERE ALL(stop IN stops WHERE size([other IN stops WHERE other = stop]) = 1)
RETURN first.id AS start, last.id AS finish, size(links) AS legs, stops AS sites, ids AS leg_ids,
       reduce(found = [], l IN links | found + CASE WHEN l.asset IS NULL OR l.asset IN found THEN [] ELSE [l.asset] END)
         AS assets,
       reduce(low = null, one IN limits | CASE WHEN low IS NULL OR one < low THEN one ELSE low END) AS narrowest,
       reduce(unit = null, l IN links | coalesce(unit, l.capacity_unit)) AS unit,
       reduce(sum = 0.0, l IN links | sum + l.distance_km) AS distance_km,
       reduce(found = [], l IN links | found + [c IN coalesce(l.countries, []) WHERE NOT c IN found]) AS countries
ORDER BY legs, finish, start, leg_ids
LIMIT toInteger($limit);
