// group = "control"
// title = { en = "Sanctions and exemptions in force on a day", ru = "Санкции и изъятия, действующие на день" }
// text = "Measures of an authority that were issued by a day and have no stated end before it, whoever they name; one that a later licence replaced is not told apart, and one without a date is left out."
// example = "day=2026-01-01 authority=US"
// [parameters]
// day = { type = "date", meaning = "the day asked about" }
// authority = { type = "entity", meaning = "who imposed it; empty: anybody", default = "" }
// party = { type = "entity", meaning = "whom it names; empty: anybody", default = "" }
// [columns]
// measure = "sanction or exemption"
// parties = "whom it names"
// instrument = "list, licence or act"
// authorities = "who imposed it"
// since = "day of issue"
// until = "stated end"
// modality = "fact, plan, possible or denied"
// effect = "what it does"
// event = "id, for trunkline evidence"
MATCH (happening:Event)
WHERE happening.type IN ['sanction', 'exemption']
  AND ($authority = '' OR $authority IN coalesce(happening.role_by, []))
  AND ($party = '' OR $party IN happening.about)
  AND happening.modality = 'fact' AND happening.valid_from <= $day AND coalesce(happening.role_until[0], '9999-12-31') >= $day
RETURN happening.type AS measure, happening.about AS parties, happening.role_instrument[0] AS instrument,
       coalesce(happening.role_by, []) AS authorities, happening.when AS since, happening.role_until[0] AS until,
       happening.modality AS modality, coalesce(happening.role_effect, []) AS effect, happening.id AS event
ORDER BY happening.valid_from, happening.type, happening.id;
