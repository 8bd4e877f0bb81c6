// group = "graph"
// title = { en = "Entity by name", ru = "Объект по названию" }
// text = "Entities whose id, name or alias contains the text, in English or Russian."
// example = "name=каспийск"
// [parameters]
// name = { type = "text", meaning = "part of a name, in any case" }
// [columns]
// id = "the id"
// name_en = "English name"
// name_ru = "Russian name"
// labels = "kinds"
// country = "its country"
// aliases = "further names"
MATCH (thing:Entity)
WHERE toLower(thing.id) CONTAINS toLower($name) OR toLower(coalesce(thing.name_en, '')) CONTAINS toLower($name)
   OR toLower(coalesce(thing.name_ru, '')) CONTAINS toLower($name)
   OR ANY(alias IN coalesce(thing.aliases, []) WHERE toLower(alias) CONTAINS toLower($name))
UNWIND labels(thing) AS label
WITH thing, label ORDER BY label
WITH thing, collect(label) AS kinds
RETURN thing.id AS id, thing.name_en AS name_en, thing.name_ru AS name_ru,
       [kind IN kinds WHERE NOT kind = 'Entity'] AS labels, thing.country AS country,
       coalesce(thing.aliases, []) AS aliases
ORDER BY id;
