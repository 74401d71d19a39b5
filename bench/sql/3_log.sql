INSERT INTO core_logrow (
    at, actor_kind, actor_id, actor_label, verb, object_kind, object_id, object_label, fields, because
)
SELECT
    at, 'user', (1 + s % 30)::text, 'Kontaktperson, Utbildning',
    'question.' || (ARRAY['asked', 'routed', 'accepted', 'answered', 'draft_saved', 'noted'])[1 + s % 6],
    'questions.question', id::text, to_char(received_at, 'YYYY') || '-' || in_year, '{}', ''
FROM (
    SELECT s, drawn.*, least(now(), received_at + random() * interval '12 days') AS at
    FROM generate_series(1, current_setting('bench.log_rows')::int) AS s
    JOIN drawn ON drawn.n = 1 + s % current_setting('bench.questions')::int
) AS rows
ORDER BY at;

INSERT INTO core_outboxmessage (
    kind, channel, "to", subject, body, about_kind, about_id, created_at, due_at, attempts, last_error, sent_at
)
SELECT
    'question.new', 'email', '', '', '', 'questions.question', id::text, received_at, received_at, 1, '', received_at
FROM drawn
ORDER BY received_at;
