-- One row for each question, drawn before it is written, since its parts and its timeline follow from it.
SELECT setseed(0.42);

CREATE TEMP TABLE drawn ON COMMIT DROP AS
WITH known AS (
    SELECT
        (SELECT array_agg(id ORDER BY sort_key) FROM municipality_area WHERE retired_on IS NULL) AS areas,
        (SELECT array_agg(id ORDER BY position) FROM municipality_matter WHERE retired_on IS NULL) AS matters,
        (SELECT array_agg(id ORDER BY position) FROM municipality_department WHERE retired_on IS NULL) AS departments,
        (SELECT array_agg(id ORDER BY id) FROM accounts_user) AS users
),
rows AS (
    SELECT
        n,
        gen_random_uuid() AS id,
        now() - random() * interval '4 years' AS received_at,
        CASE WHEN random() < 0.92 THEN areas[1 + floor(power(random(), 1.6) * cardinality(areas))::int] END AS area_id,
        CASE WHEN random() < 0.9 THEN 1 + floor(power(random(), 1.3) * cardinality(matters))::int END AS matter,
        matters,
        departments,
        users,
        (ARRAY['resident', 'resident', 'resident', 'resident', 'staff', 'partner'])[1 + floor(random() * 6)::int] AS asker_role,
        (ARRAY['portal', 'portal', 'staff', 'contact_centre', 'api', 'department'])[1 + floor(random() * 6)::int] AS channel,
        (ARRAY['code', 'code', 'code', 'email', 'email', 'phone', 'none', 'none'])[1 + floor(random() * 8)::int] AS reply_by,
        random() AS fate,
        random() AS second,
        random() AS quick
    FROM generate_series(1, current_setting('bench.questions')::int) AS n, known
),
fated AS (
    SELECT
        *,
        matters[matter] AS matter_id,
        departments[1 + (coalesce(matter, 0) + (quick < 0.2)::int) % cardinality(departments)] AS lead,
        CASE
            WHEN second < 0.25 THEN departments[1 + (coalesce(matter, 0) + 2 + (second < 0.1)::int) % cardinality(departments)]
        END AS other,
        CASE WHEN channel IN ('staff', 'contact_centre', 'department') THEN users[1 + floor(quick * cardinality(users))::int] END AS created_by,
        -- Half of what is open came in the last three weeks.
        CASE
            WHEN fate > exp(-extract(epoch FROM now() - received_at) / 86400 / 28) THEN
                (ARRAY['answered', 'answered', 'answered', 'answered', 'answered', 'answered', 'answered', 'guided', 'declined', 'not_ours', 'unreachable', 'answered'])
                [1 + floor(quick * 12)::int]
            WHEN received_at > now() - interval '3 days' THEN 'new'
            ELSE (ARRAY['accepted', 'accepted', 'accepted', 'accepted', 'waiting', 'reopened'])[1 + floor(second * 6)::int]
        END AS status
    FROM rows
)
SELECT
    *,
    row_number() OVER (PARTITION BY extract(year FROM received_at) ORDER BY received_at) AS in_year,
    status NOT IN ('new', 'accepted', 'waiting', 'reopened') AS ended,
    least(now(), received_at + (1 + power(quick, 2) * 30) * interval '1 day') AS ended_at,
    (received_at + interval '14 days')::date AS due_on
FROM fated
ORDER BY received_at;

CREATE UNIQUE INDEX ON drawn (n);
ANALYZE drawn;
