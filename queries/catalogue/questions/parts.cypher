// group = "network"
// title = { en = "Parts of an asset, market or region and their state", ru = "Части объекта, рынка или региона и их состояние" }
// text = "What belongs to the asset, up to three steps down, with state and capacity."
// example = "whole=cpc"
// [parameters]
// whole = { type = "entity", meaning = "asset, market or region" }
// [columns]
// part = "id of the part"
// name = "its name"
// belongs_to = "what it is directly part of"
// status = "latest stated state"
// capacity = "the fused capacity"
// capacity_unit = "its unit"
MATCH (piece:Entity)-[:PART_OF]->(parent:Entity)
MATCH (parent)-[:PART_OF*0..2]->(:Entity {id: $whole})
WITH DISTINCT piece, parent
RETURN piece.id AS part, piece.name_en AS name, parent.id AS belongs_to, piece.status AS status,
       piece.capacity AS capacity, piece.capacity_unit AS capacity_unit
ORDER BY belongs_to, part;
