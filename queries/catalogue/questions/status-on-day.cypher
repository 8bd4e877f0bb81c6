// group = "events"
// title = { en = "State of an asset on a day", ru = "Состояние объекта на день" }
// text = "The stated states of the asset that hold on the day and were known by another; the latest that began comes first. Stops told as events stand in the question in-force-on-day."
// example = "asset=cpc_spm2 day=2025-12-01"
// [parameters]
// asset = { type = "entity", meaning = "the asset or site" }
// day = { type = "date", meaning = "the day asked about" }
// known_at = { type = "date", meaning = "only what was known by this day", default = "9999-12-31" }
// [columns]
// status = "the state"
// period = "when it holds, as EDTF; empty: not stated"
// trust = "0 unverified to 3 high"
// known_on = "first day on which the source can have been read"
// source = "the source"
// claim = "id, for trunkline evidence"
MATCH (said:Claim {type: 'status'})-[:ABOUT]->(:Entity {id: $asset})
MATCH (said)-[:STATED_IN]->(document:Article)
WHERE coalesce(said.valid_from, '') <= $day AND coalesce(said.valid_to, '9999-12-31') >= $day
  AND coalesce(said.known_on, '') <= $known_at AND NOT coalesce(said.when, '') CONTAINS 'XXXX'
RETURN said.role_status[0] AS status, said.when AS period, said.trust AS trust, said.known_on AS known_on,
       document.id AS source, said.id AS claim
ORDER BY coalesce(said.valid_from, '') DESC, said.trust DESC, said.id;
