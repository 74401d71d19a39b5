-- What follows from what was seen: challenges, goals, measures, interventions, costs and funding, mostly joined; some
-- of each hangs loose, so that broken links have something to find.
SELECT setseed(0.46);

CREATE TEMP TABLE known ON COMMIT DROP AS
SELECT
    (SELECT array_agg(id ORDER BY sort_key) FROM municipality_area WHERE retired_on IS NULL) AS areas,
    (SELECT array_agg(id ORDER BY position) FROM municipality_department WHERE retired_on IS NULL) AS departments,
    (SELECT array_agg(id ORDER BY position) FROM municipality_committee WHERE retired_on IS NULL) AS committees,
    (SELECT array_agg(id ORDER BY position) FROM municipality_indicator WHERE retired_on IS NULL) AS indicators,
    (SELECT array_agg(id ORDER BY position) FROM municipality_observationkind WHERE retired_on IS NULL) AS kinds,
    (SELECT array_agg(id ORDER BY position) FROM municipality_developmentarea WHERE retired_on IS NULL) AS developments,
    (SELECT array_agg(id ORDER BY position) FROM municipality_perspective WHERE retired_on IS NULL) AS perspectives,
    current_setting('bench.measures')::int AS measures,
    current_setting('bench.interventions')::int AS interventions;

CREATE TEMP TABLE challenge ON COMMIT DROP AS
SELECT n, gen_random_uuid() AS id, areas[1 + n % cardinality(areas)] AS area_id FROM known, generate_series(1, measures / 2) AS n;
INSERT INTO situation_challenge (
    version, id, reference, area_id, title, text, state, because, opened_at, closed_at, created_by_id, created_label, invented
)
SELECT 1, id, 'U-' || n, area_id, 'Platsen undviks efter mörkrets inbrott ' || n, 'Kvällar och helger.', 'open', '',
    now() - n * interval '3 days', NULL, NULL, 'Områdessamordnare', true
FROM challenge;
INSERT INTO situation_cause (challenge_id, parent_id, text, position)
SELECT id, NULL, cause, row_number() OVER (PARTITION BY id)
FROM challenge, unnest(ARRAY['Belysningen är trasig', 'Få vuxna rör sig där', 'Inget är öppet på kvällen']) AS cause;
INSERT INTO situation_basis (
    challenge_id, kind, observation_id, weekly_id, question_id, indicator_id, observation_kind_id, area_id, starts,
    ends, note, added_at, added_label
)
SELECT id, 'selection', NULL, NULL, NULL, NULL, kinds[1 + n % cardinality(kinds)], area_id,
    (now() - interval '90 days')::date, now()::date, '', now(), 'Områdessamordnare'
FROM challenge, known WHERE n % 10 > 0;
INSERT INTO situation_basis (
    challenge_id, kind, observation_id, weekly_id, question_id, indicator_id, observation_kind_id, area_id, starts,
    ends, note, added_at, added_label
)
SELECT challenge.id, 'observation', seen.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', now(), 'Områdessamordnare'
FROM challenge
CROSS JOIN LATERAL (
    SELECT id FROM observations_observation AS one WHERE one.area_id = challenge.area_id
    ORDER BY happened_from DESC, id DESC LIMIT 5
) AS seen;

CREATE TEMP TABLE goal ON COMMIT DROP AS
SELECT n, gen_random_uuid() AS id, area_id, challenge.id AS challenge_id FROM challenge;
INSERT INTO targets_outcomegoal (
    version, id, reference, area_id, what, for_whom, indicator_id, sex, baseline, baseline_on, target, by_day,
    department_id, owner_role, state, because, written_at, written_label, ended_at, invented
)
SELECT 1, id, 'M-' || n, area_id, 'Fler känner sig trygga utomhus på kvällen', 'De som bor där',
    CASE WHEN n % 4 > 0 THEN indicators[1 + n % cardinality(indicators)] END, '',
    CASE WHEN n % 4 > 0 THEN 40 + n % 30 END, CASE WHEN n % 4 > 0 THEN (now() - interval '1 year')::date END,
    60 + n % 30, (now() + interval '1 year')::date, departments[1 + n % cardinality(departments)], '', 'adopted', '',
    now(), 'Samordningsgruppen', NULL, true
FROM goal, known;
INSERT INTO targets_outcomegoal_challenges (outcomegoal_id, challenge_id)
SELECT id, challenge_id FROM goal WHERE n % 12 > 0;

CREATE TEMP TABLE measure ON COMMIT DROP AS
SELECT n, gen_random_uuid() AS id FROM known, generate_series(1, measures) AS n;
INSERT INTO plans_measure (
    version, id, number, reference, title, text, area_id, development_area_id, owner_department_id, owner_seat_id,
    funding_state, from_year, to_year, status, status_comment, status_at, invented, retired_at
)
SELECT 1, id, 100000 + n, 'Å-' || (100000 + n), 'Fler vuxna på plats ' || n, 'Tillsammans med föreningar och fastighetsägare.',
    CASE WHEN n % 3 = 0 THEN areas[1 + n % cardinality(areas)] END, developments[1 + n % cardinality(developments)],
    CASE WHEN n % 9 > 0 THEN departments[1 + n % cardinality(departments)] END, NULL,
    (ARRAY['unknown', 'funded', 'partly', 'unfunded'])[1 + n % 4], extract(year FROM now())::int,
    extract(year FROM now())::int + 3, (ARRAY['proposed', 'decided', 'ongoing', 'ongoing', 'done'])[1 + n % 5], '',
    now(), true, NULL
FROM measure, known;
INSERT INTO plans_measure_perspectives (measure_id, perspective_id)
SELECT id, perspectives[1 + n % cardinality(perspectives)] FROM measure, known;
INSERT INTO plans_measure_challenges (measure_id, challenge_id)
SELECT measure.id, challenge.id FROM measure JOIN challenge ON challenge.n = 1 + measure.n % (SELECT count(*) FROM challenge)
WHERE measure.n % 8 > 0;
INSERT INTO plans_measure_outcome_goals (measure_id, outcomegoal_id)
SELECT measure.id, goal.id FROM measure JOIN goal ON goal.n = 1 + measure.n % (SELECT count(*) FROM goal)
WHERE measure.n % 7 > 0;

CREATE TEMP TABLE intervention ON COMMIT DROP AS
SELECT n, gen_random_uuid() AS id FROM known, generate_series(1, interventions) AS n;
INSERT INTO interventions_intervention (
    version, id, reference, title, text, department_id, committee_id, place_id, place_text, level, target, target_text,
    starts, ends, state, partner_text, method, on_trial, no_assessment, decision, external_id, invented, confirmed_on,
    confirmed_label, written_at
)
SELECT 1, intervention.id, 'I-' || (100000 + n), 'Öppet på kvällen ' || n, 'Fredag och lördag till klockan 22.', department.id,
    department.committee_id, NULL, '', 1 + n % 3,
    (ARRAY['everybody', 'children', 'youths', 'young_adults', 'parents'])[1 + n % 5], '',
    (now() - (n % 900) * interval '1 day')::date, NULL,
    (ARRAY['ongoing', 'ongoing', 'ongoing', 'planned'])[1 + n % 4], '', '', n % 20 = 0, true, '', '', true,
    (now() - (n % 400) * interval '1 day')::date, 'Kontaktperson', now()
FROM intervention
CROSS JOIN known
JOIN municipality_department AS department ON department.id = departments[1 + n % cardinality(departments)];
INSERT INTO interventions_interventionarea (intervention_id, area_id, position, of)
SELECT id, areas[1 + n % cardinality(areas)], 0, 1 FROM intervention, known;
INSERT INTO interventions_intervention_factors (intervention_id, factor_id)
SELECT intervention.id, factor.id FROM intervention
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM municipality_factor) AS factor
ON factor.n IN (1 + intervention.n % 40, 1 + intervention.n * 7 % 40);
INSERT INTO interventions_intervention_measures (intervention_id, measure_id)
SELECT intervention.id, measure.id
FROM intervention JOIN measure ON measure.n = 1 + intervention.n % (SELECT count(*) FROM measure)
WHERE intervention.n % 11 > 0;
INSERT INTO interventions_intervention_goals (intervention_id, outcomegoal_id)
SELECT intervention.id, goal.id FROM intervention JOIN goal ON goal.n = 1 + intervention.n % (SELECT count(*) FROM goal)
WHERE intervention.n % 13 = 0;

CREATE TEMP TABLE funding ON COMMIT DROP AS
SELECT n, gen_random_uuid() AS id FROM generate_series(1, 40) AS n;
INSERT INTO commissions_funding (
    version, source, assumption, id, giver, committee_id, kind, year, purpose, amount_ore, ends_on, commission_id,
    noted_at, withdrawn_at
)
SELECT 1, '', true, id, 'Givare ' || n, committees[1 + n % cardinality(committees)], (ARRAY['frame', 'central', 'grant'])[1 + n % 3],
    extract(year FROM now())::int, CASE WHEN n % 10 > 0 THEN 'Öppna verksamheter' ELSE '' END, 200000000, NULL, NULL, now(), NULL
FROM funding, known;
INSERT INTO interventions_cost (intervention_id, year, what, budget_ore, outcome_ore, certainty, funding_id)
SELECT intervention.id, extract(year FROM now())::int - back, 'Personal', 10000000 + (intervention.n % 90) * 1000000,
    CASE WHEN back > 0 THEN 9000000 + (intervention.n % 90) * 1000000 END,
    (ARRAY['estimate', 'budget', 'known'])[1 + intervention.n % 3], CASE WHEN intervention.n % 5 > 0 THEN funding.id END
FROM intervention
JOIN funding ON funding.n = 1 + intervention.n % 40
CROSS JOIN generate_series(0, 1) AS back;

-- Ten years of every indicator, for the municipality and for each area.
INSERT INTO situation_indicatorvalue (
    indicator_id, area_id, period, starts, ends, sex, value, origin, taken_from, recorded_at, actor_kind, actor_id, actor_label,
    taken_back
)
SELECT
    indicator, area, year::text, make_date(year, 1, 1), make_date(year, 12, 31), 'all', round((40 + 30 * random())::numeric, 1),
    'Provmätning', 'hand', now(), 'command', '', 'Operator', ''
FROM known, unnest(indicators) AS indicator, unnest(areas || NULL::bigint) AS area,
    generate_series(extract(year FROM now())::int - 10, extract(year FROM now())::int - 1) AS year;
