// group = "control"
// title = { en = "Stakes in an asset by country of the direct owner", ru = "Доли в объекте по странам прямых владельцев" }
// text = "Adds the stakes of direct owners by the country where each is registered; rival namings of one stake are left out."
// example = "asset=cpc"
// [parameters]
// asset = { type = "entity", meaning = "the asset or company owned" }
// day = { type = "date", meaning = "stakes that hold on this day", default = "9999-12-31" }
// [columns]
// country = "country of the owners"
// share = "sum of their stakes, percent"
// owners = "the owners"
MATCH (holder:Entity)-[stake:OWNS]->(:Entity {id: $asset})
WHERE stake.same_stake_as IS NULL
  AND split(coalesce(stake.when, '../..'), '/')[0] <= $day
  AND (coalesce(split(stake.when, '/')[1], '..') = '..' OR coalesce(split(stake.when, '/')[1], '..') + '~' >= $day)
WITH holder, stake ORDER BY stake.share DESC, holder.id
WITH coalesce(holder.country, '') AS country, sum(stake.share) AS share, collect(holder.id) AS owners
RETURN country, round(share * 10000.0) / 10000.0 AS share, owners
ORDER BY share DESC, country;
