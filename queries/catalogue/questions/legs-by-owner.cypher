// group = "control"
// title = { en = "Legs whose asset belongs to owners of a country, at or above a share", ru = "Плечи, чей объект принадлежит владельцам из страны, от заданной доли" }
// text = "What --avoid owner:RU>=25 of trunkline routes would take away: shares multiply along chains of at most four stakes and add over chains; an owner of the country is not looked behind."
// example = "country=RU share=20"
// [parameters]
// country = { type = "country", meaning = "country of the owners" }
// share = { type = "integer", meaning = "least share, percent", default = 1 }
// commodity = { type = "entity", meaning = "the commodity; empty: any", default = "oil" }
// day = { type = "date", meaning = "stakes that hold on this day", default = "9999-12-31" }
// [columns]
// leg = "id, for trunkline evidence"
// start = "from"
// finish = "to"
// asset = "asset used"
// share = "what owners of the country hold of it, percent"
// owners = "these owners"
MATCH path = (owner:Entity)-[stakes:OWNS*1..4]->(thing:Asset)
WHERE owner.country = $country
  AND NONE(n IN nodes(path) WHERE n.id <> owner.id AND n.id <> thing.id AND coalesce(n.country, '') = $country)
  AND NONE(s IN stakes WHERE s.same_stake_as IS NOT NULL OR s.share IS NULL)
  AND NONE(s IN stakes WHERE split(coalesce(s.when, '../..'), '/')[0] > $day)
  AND NONE(s IN stakes WHERE NOT coalesce(split(s.when, '/')[1], '..') = '..'
                        AND coalesce(split(s.when, '/')[1], '..') + '~' < $day)
WITH thing, owner, reduce(part = 100.0, s IN stakes | part * s.share / 100.0) AS part
ORDER BY owner.id
WITH thing, sum(part) AS share, collect(DISTINCT owner.id) AS owners
WHERE share >= $share
MATCH (here:Site)-[link:FLOWS_TO]->(there:Site)
WHERE link.asset = thing.id AND ($commodity = '' OR $commodity IN coalesce(link.commodity, []))
RETURN link.id AS leg, here.id AS start, there.id AS finish, thing.id AS asset,
       round(share * 10000.0) / 10000.0 AS share, owners
ORDER BY share DESC, leg;
