// group = "network"
// title = { en = "Course of a pipeline: ends, countries, length, operator", ru = "Трасса трубопровода: концы, страны, длина, оператор" }
// text = "The countries a pipeline crosses, in order, with its length, capacity and state."
// example = "pipeline=btc"
// [parameters]
// pipeline = { type = "entity", meaning = "the pipeline" }
// [columns]
// place = "place in the order"
// country = "the country"
// name = "its name"
// length_km = "length of the whole line"
// capacity = "the fused capacity of the whole line"
// capacity_unit = "its unit"
// status = "latest stated state"
MATCH (line:Entity {id: $pipeline})-[crosses:CROSSES]->(land:Country)
RETURN crosses.order AS place, land.id AS country, land.name_en AS name, line.length_km AS length_km,
       line.capacity AS capacity, line.capacity_unit AS capacity_unit, line.status AS status
ORDER BY place;
