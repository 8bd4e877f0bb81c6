// group = "sources"
// title = { en = "Where sources disagree", ru = "Где источники расходятся" }
// text = "Facts of one type about one thing, one time and one scope for which sources give different amounts, widest gap first."
// example = "type=capacity"
// [parameters]
// type = { type = "text", meaning = "capacity, volume, production, ownership or length", default = "capacity" }
// about = { type = "entity", meaning = "one thing; empty: all", default = "" }
// [columns]
// about = "what the claims are about"
// period = "the time they are for; empty: not stated"
// qualifiers = "owner, origin, destination and scope that they share"
// unit = "canonical unit"
// lowest = "lowest amount"
// highest = "highest amount"
// amounts = "all different amounts"
// sources = "documents"
// claims = "ids, for trunkline evidence"
MATCH (said:Claim {type: $type, modality: 'fact'})
WHERE said.amount_canonical IS NOT NULL AND ($about = '' OR $about IN said.about)
WITH said ORDER BY said.amount_canonical, said.id
WITH said.about AS things, coalesce(said.when, '') AS span, said.unit_canonical AS unit,
     coalesce(said.role_owner, []) + coalesce(said.role_origin, []) + coalesce(said.role_destination, [])
     + coalesce(said.role_scope, []) + coalesce(said.role_cargo, []) + coalesce(said.role_commodity, []) AS shared,
     collect(DISTINCT said.amount_canonical) AS amounts, collect(DISTINCT said.document) AS documents,
     collect(said.id) AS ids
WHERE size(amounts) > 1
RETURN things AS about, span AS period, shared AS qualifiers, unit, amounts[0] AS lowest,
       amounts[size(amounts) - 1] AS highest, amounts, documents AS sources, ids AS claims
ORDER BY (amounts[size(amounts) - 1] - amounts[0]) / amounts[size(amounts) - 1] DESC, ids[0];
