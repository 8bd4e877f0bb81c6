// group = "network"
// title = { en = "Capacity of an asset, with all rival values", ru = "Мощность объекта со всеми расходящимися значениями" }
// text = "Every stated capacity of the asset and of its legs, with the part or cargo it is for."
// example = "asset=cpc"
// [parameters]
// asset = { type = "entity", meaning = "pipeline, terminal, port or other asset" }
// [columns]
// about = "the asset, or one leg of it"
// amount = "as the source states it, low end"
// amount_to = "high end"
// unit = "its unit"
// mt = "crude in Mt/y"
// period = "when it holds, as EDTF; empty: not stated"
// scope = "which section or case it is for; empty: the whole"
// cargo = "set where it is not for crude alone"
// modality = "fact, plan, possible or denied"
// source = "the document"
// trust = "0 unverified to 3 high"
// claim = "id, for trunkline evidence"
MATCH (said:Claim {type: 'capacity'})
WHERE $asset IN said.about
RETURN $asset AS about, said.amount AS amount, said.amount_to AS amount_to, said.unit AS unit, said.crude_mt AS mt,
       said.when AS period, coalesce(said.role_scope, []) AS scope, coalesce(said.role_cargo, []) AS cargo,
       said.modality AS modality, said.document AS source, said.trust AS trust, said.id AS claim
ORDER BY said.trust DESC, said.amount DESC, said.id
UNION
MATCH (:Site)-[leg:FLOWS_TO {asset: $asset}]->(:Site)
MATCH (said:Claim {type: 'capacity'})
WHERE 'leg:' + leg.id IN said.about
RETURN leg.id AS about, said.amount AS amount, said.amount_to AS amount_to, said.unit AS unit, said.crude_mt AS mt,
       said.when AS period, coalesce(said.role_scope, []) AS scope, coalesce(said.role_cargo, []) AS cargo,
       said.modality AS modality, said.document AS source, said.trust AS trust, said.id AS claim
ORDER BY leg.id, said.trust DESC, said.amount DESC, said.id;
