-- A thousand alarms of four years; six of them wait.
CREATE TEMP TABLE alarm ON COMMIT DROP AS
SELECT
    drawn.*, n <= 6 AS waits, gen_random_uuid() AS alarm, row_number() OVER (ORDER BY received_at) AS number,
    CASE WHEN n <= 6 THEN now() - n * interval '2 minutes' ELSE received_at END AS sent
FROM drawn
WHERE n <= 1000 AND area_id IS NOT NULL;

INSERT INTO escalation_escalation (
    version, id, reference, kinds, text, area_id, place, needs, need_text, callback, settled, created_by_id,
    created_label, created_at
)
SELECT
    1, alarm, 'L-' || number, ARRAY['safety'], 'Dörrar till källargångar har brutits upp i flera hus', area_id,
    'Gångtunneln söder om centrum', ARRAY['adults'], '', '', NULL, users[1 + n % cardinality(users)],
    'Områdessamordnare', sent
FROM alarm;

INSERT INTO escalation_leg (
    version, escalation_id, kinds, state, reason, office_open, role, step, holder, holder_short, holder_phone,
    received_at, answer_by, acknowledged_by_id, acknowledged_label, acknowledged_at, closed_at, done, outcome
)
SELECT
    1, alarm, ARRAY['safety'], CASE WHEN waits THEN 'waiting' ELSE 'done' END, 'office_hours', true,
    'head_of_security', 0, 'Säkerhetschef', 'Säkerhetschef', '', sent, sent + interval '15 minutes',
    CASE WHEN NOT waits THEN users[1] END, CASE WHEN waits THEN '' ELSE 'Säkerhetschef' END,
    CASE WHEN NOT waits THEN sent + interval '5 minutes' END, CASE WHEN NOT waits THEN sent + interval '1 day' END,
    CASE WHEN waits THEN '' ELSE 'Två värdar gick dit och talade med de boende.' END, ''
FROM alarm;
