// group = "events"
// title = { en = "Agreements between parties", ru = "Соглашения сторон" }
// text = "Agreements of a party, or about an asset, or both, with their amounts."
// example = "party=socar asset=btc"
// [parameters]
// party = { type = "entity", meaning = "a company or country that is a party; empty: any", default = "" }
// other = { type = "entity", meaning = "a second party; empty: any", default = "" }
// asset = { type = "entity", meaning = "what it is about; empty: anything", default = "" }
// [columns]
// period = "when, as EDTF"
// assets = "what it is about"
// parties = "who agreed"
// topic = "on what"
// amount = "amount, low end"
// amount_high = "amount, high end"
// unit = "its unit"
// modality = "fact, plan, possible or denied"
// summary = "the sentence of the most trusted claim"
// event = "id, for trunkline evidence"
MATCH (happening:Event {type: 'agreement'})
WHERE ($party = '' OR $party IN coalesce(happening.role_parties, []))
  AND ($other = '' OR $other IN coalesce(happening.role_parties, []))
  AND ($asset = '' OR $asset IN happening.about)
RETURN happening.when AS period, happening.about AS assets, coalesce(happening.role_parties, []) AS parties,
       coalesce(happening.role_topic, []) AS topic, happening.amount_low AS amount, happening.amount_high AS amount_high,
       happening.unit AS unit, happening.modality AS modality, happening.summary AS summary, happening.id AS event
ORDER BY coalesce(happening.valid_from, '9999-12-31'), happening.id;
