// group = "flows"
// title = { en = "What was planned and what came of it", ru = "План и факт" }
// text = "Plans and facts of one asset, type and time side by side, in canonical units."
// example = "asset=cpc"
// [parameters]
// asset = { type = "entity", meaning = "asset, field or country" }
// type = { type = "text", meaning = "volume or production", default = "volume" }
// [columns]
// period = "the time, as EDTF"
// planned = "the plan, as stated"
// outcome = "the fact, as stated"
// unit = "unit of both"
// percent = "the fact as a share of the plan"
// plan_claim = "id of the plan"
// fact_claim = "id of the fact"
MATCH (plan:Claim {modality: 'plan'})-[:ABOUT]->(:Entity {id: $asset})
MATCH (fact:Claim {modality: 'fact'})-[:ABOUT]->(:Entity {id: $asset})
WHERE plan.type = $type AND fact.type = $type AND plan.when = fact.when AND plan.unit = fact.unit
  AND coalesce(plan.role_origin, []) = coalesce(fact.role_origin, [])
  AND coalesce(plan.role_destination, []) = coalesce(fact.role_destination, [])
  AND coalesce(plan.role_scope, []) = coalesce(fact.role_scope, [])
RETURN plan.when AS period, plan.amount AS planned, fact.amount AS outcome, plan.unit AS unit,
       round(fact.amount / plan.amount * 1000.0) / 10.0 AS percent, plan.id AS plan_claim, fact.id AS fact_claim
ORDER BY plan.valid_from, plan.valid_to, plan.amount, fact.amount, plan.id, fact.id;
