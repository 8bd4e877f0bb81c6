// group = "network"
// title = { en = "The shortest chain between two sites and its narrowest link", ru = "Кратчайшая цепочка между узлами и её узкое место" }
// text = "One row a leg of the chain with the fewest legs, with the range of its capacity; the narrowest is marked."
// example = "origin=sangachal destination=melendugno commodity=gas"
// [parameters]
// origin = { type = "entity", meaning = "site of departure" }
// destination = { type = "entity", meaning = "site of arrival" }
// commodity = { type = "entity", meaning = "the commodity", default = "oil" }
// [columns]
// place = "place in the chain, from 1"
// leg = "id, for trunkline evidence"
// start = "from"
// finish = "to"
// asset = "asset used"
// capacity_low = "lowest stated capacity of the leg or its asset"
// capacity_high = "highest stated capacity of the leg or its asset"
// unit = "its unit"
// narrowest = "whether this leg limits the chain"
MATCH path = (:Site {id: $origin})-[links:FLOWS_TO*1..9]->(:Site {id: $destination})
WHERE ALL(l IN links WHERE $commodity IN coalesce(l.commodity, []))
WITH path, links, reduce(text = '', l IN links | text + l.id + ' ') AS ids
ORDER BY size(links), ids
LIMIT 1
WITH links, [n IN nodes(path) | n.id] AS stops
UNWIND range(0, size(links) - 1) AS position
WITH stops, position, links[position] AS link
OPTIONAL MATCH (said:Claim {type: 'capacity', modality: 'fact'})
WHERE ('leg:' + link.id IN said.about OR link.asset IN said.about) AND said.unit_canonical = link.capacity_unit
  AND said.role_scope IS NULL AND said.role_cargo IS NULL
WITH stops, position, link, min(said.amount_canonical) AS low,
     max(coalesce(said.amount_to_canonical, said.amount_canonical)) AS high
WITH collect({stops: stops, position: position, id: link.id, asset: link.asset, unit: link.capacity_unit, low: low, high: high}) AS rows
UNWIND rows AS row
WITH row, size([other IN rows WHERE other.low < row.low]) AS narrower
RETURN row.position + 1 AS place, row.id AS leg, row.stops[row.position] AS start, row.stops[row.position + 1] AS finish,
       row.asset AS asset, row.low AS capacity_low, row.high AS capacity_high, row.unit AS unit,
       row.low IS NOT NULL AND narrower = 0 AS narrowest
ORDER BY place;
