CREATE TEMP TABLE words ON COMMIT DROP AS
SELECT
    ARRAY[
        'Belysningen är trasig', 'När blir lekplatsen färdig', 'Buller från garaget på nätterna',
        'Det kör mopeder på gångvägen', 'Var finns läxhjälp på kvällarna', 'Skräp ligger kvar vid återvinningen',
        'Kan vi få fler parkbänkar', 'Otryggt vid busshållplatsen', 'Vem ansvarar för föreningslokalen',
        'Fritidsgården stänger för tidigt', 'Sly skymmer sikten vid övergångsstället', 'Trappan är hal på vintern',
        'Sommarjobb för ungdomar', 'Plats i förskolan nära hemmet', 'Klotter på skolans vägg', 'Råttor i soprummet',
        'Hissen har stått stilla', 'Bilar kör för fort', 'Papperskorgen är full', 'Staketet har ramlat',
        'Vattenpölar som fryser', 'Cyklar står i vägen', 'Porten går inte att låsa', 'Simskola för vuxna',
        'Språkkafé på dagtid', 'Kurs i svenska på kvällar', 'Mötesplats för äldre', 'Odlingslotter i området',
        'Fotbollsplanen behöver nytt gräs', 'Omklädningsrummen är stängda', 'Bussen går för sällan',
        'Snöröjningen kommer sent', 'Gungorna är sönder', 'Hundar utan koppel', 'Fyrverkerier hela natten',
        'Övergivna bilar på parkeringen', 'Gångtunneln luktar illa', 'Tvättstugan används av andra',
        'Var söker man bostad', 'Hjälp med papper till myndigheter'
    ] AS subjects,
    ARRAY[
        'vid centrum', 'bakom skolan', 'längs cykelvägen', 'utanför vårdcentralen', 'på torget', 'i parken',
        'nära idrottsplatsen', 'vid biblioteket', 'intill kyrkan', 'i tunneln under leden'
    ] AS places,
    ARRAY[
        'Det har varit så i flera veckor och blir inte bättre.', 'Många grannar har sagt samma sak.',
        'Barnen går den vägen till skolan varje morgon.', 'Vi har ringt men inte fått något besked.',
        'Särskilt på kvällarna känns det otryggt.', 'Jag undrar vem som ansvarar och när det blir gjort.',
        'Det vore bra om någon kom och tittade på plats.', 'Föreningen hjälper gärna till om det behövs.',
        'Förra året lagades det, men det höll bara en månad.', 'Flera äldre vågar inte gå ut efter klockan sex.',
        'Kan ni svara så att vi kan berätta för de andra i huset.', 'Det gäller hela gården och inte bara vår port.'
    ] AS sentences,
    'Tack för din fråga. Vi har varit på plats och felet är anmält till den som sköter om det. '
    || 'Arbetet görs inom tre veckor, och vi följer upp att det blir gjort.' AS answer;

INSERT INTO questions_question (
    version, id, reference, subject, text, matter_id, area_id, place, asker_role, channel, reply_by, language,
    code_digest, status, answer, ended_because, ended_at, solved, disputed, because, received_at, due_on,
    waiting_since, days_kept, created_by_id
)
SELECT
    1 + ended::int * 2,
    drawn.id,
    to_char(received_at, 'YYYY') || '-' || lpad(in_year::text, greatest(4, length(in_year::text)), '0'),
    subjects[1 + (n * 7 + n / 40) % cardinality(subjects)] || ' ' || places[1 + (n * 3) % cardinality(places)],
    concat_ws(
        ' ',
        subjects[1 + (n * 7 + n / 40) % cardinality(subjects)] || ' ' || places[1 + (n * 3) % cardinality(places)] || '.',
        sentences[1 + n % cardinality(sentences)],
        sentences[1 + (n / 11) % cardinality(sentences)],
        sentences[1 + (n / 131) % cardinality(sentences)]
    ),
    matter_id,
    area_id,
    CASE WHEN n % 3 = 0 THEN places[1 + (n * 3) % cardinality(places)] ELSE '' END,
    drawn.asker_role,
    channel,
    reply_by,
    'sv',
    CASE WHEN reply_by <> 'none' THEN encode(sha256(drawn.id::text::bytea), 'hex') END,
    status,
    CASE WHEN ended THEN words.answer ELSE '' END,
    '',
    CASE WHEN ended THEN ended_at END,
    CASE WHEN status = 'answered' AND n % 5 = 0 THEN true END,
    NOT ended AND n % 97 = 0,
    jsonb_build_object(
        'kind', 'rule', 'number', 1 + n % 40, 'matter', coalesce(matter.name, ''), 'area', '', 'role', '',
        'departments', jsonb_build_array(department.short_name),
        'text', 'den som har hand om saken svarar', 'source', '', 'assumption', false
    ),
    received_at,
    due_on,
    CASE WHEN status = 'waiting' THEN (received_at + interval '2 days')::date END,
    0,
    created_by
FROM drawn
JOIN municipality_department AS department ON department.id = drawn.lead
LEFT JOIN municipality_matter AS matter ON matter.id = drawn.matter_id
CROSS JOIN words
ORDER BY drawn.received_at;

INSERT INTO core_counter (series, value)
SELECT 'question ' || extract(year FROM received_at)::int, max(in_year) FROM drawn GROUP BY 1;

INSERT INTO questions_part (
    version, question_id, department_id, leads, status, answer, reason, handled_by_id, received_at, changed_at,
    accept_by, due_on
)
SELECT
    1, drawn.id, department, leads,
    CASE WHEN ended THEN 'answered' WHEN drawn.status = 'new' THEN 'new' ELSE 'accepted' END,
    CASE WHEN ended AND NOT leads THEN 'Vår del är gjord och följs upp om en månad.' ELSE '' END,
    '',
    CASE WHEN drawn.status <> 'new' THEN contact.user_id END,
    received_at,
    CASE WHEN ended THEN ended_at ELSE received_at END,
    received_at::date + 3,
    drawn.due_on - (NOT leads)::int * 2
FROM drawn
CROSS JOIN LATERAL (VALUES (lead, true), (other, false)) AS part (department, leads)
LEFT JOIN LATERAL (
    SELECT min(user_id) AS user_id FROM accounts_assignment
    WHERE department_id = department AND function = 'department_contact'
) AS contact ON true
WHERE department IS NOT NULL AND (leads OR department <> lead)
ORDER BY drawn.received_at;

INSERT INTO questions_contactdetails (question_id, name, email, phone, dispose_on, disposed_at)
SELECT
    id,
    CASE WHEN gone THEN '' ELSE current_setting('bench.sealed') END,
    CASE WHEN gone OR reply_by <> 'email' THEN '' ELSE current_setting('bench.sealed') END,
    CASE WHEN gone OR reply_by <> 'phone' THEN '' ELSE current_setting('bench.sealed') END,
    CASE WHEN ended THEN (ended_at + interval '1 year')::date END,
    CASE WHEN gone THEN ended_at + interval '1 year' END
FROM (SELECT *, ended AND ended_at < now() - interval '1 year' AS gone FROM drawn) AS rows
WHERE reply_by IN ('email', 'phone');

INSERT INTO questions_entry (
    question_id, part_id, at, actor_kind, actor_id, actor_label, verb, public, text, params
)
SELECT
    drawn.id, NULL, happened.at, happened.kind, '', happened.label, happened.verb, happened.public, happened.text,
    jsonb_build_object('department', department.short_name, 'departments', jsonb_build_array(department.short_name))
FROM drawn
JOIN municipality_department AS department ON department.id = drawn.lead
CROSS JOIN words
CROSS JOIN LATERAL (
    VALUES
    (received_at, 'asker', 'Boende', 'asked', true, '', true),
    (received_at + interval '1 second', 'asker', 'Boende', 'routed', true, '', true),
    (received_at + interval '4 hours', 'user', 'Kontaktperson', 'accepted', false, '', status <> 'new'),
    (ended_at, 'user', 'Kontaktperson', 'answered', true, words.answer, ended)
) AS happened (at, kind, label, verb, public, text, did)
WHERE did
ORDER BY happened.at;
