-- The observations themselves, in the order of time, and the sums that `observations.kept` keeps of them.
INSERT INTO observations_observation (
    version, id, kind_id, text, felt, area_id, place_id, place_text, latitude, longitude, stretch, happened_from,
    happened_to, when_known, organisation_id, department_id, reported_by_id, reported_at, origin, external_id, state,
    ended_because, changed_at
)
SELECT
    1, gen_random_uuid(), kind_id, 'Det har varit så i flera kvällar och känns otryggt för dem som går förbi.', felt,
    area_id, NULL, '', latitude, longitude, NULL, at AT TIME ZONE 'Europe/Stockholm',
    at AT TIME ZONE 'Europe/Stockholm', known, NULL, NULL, users[1 + user_id % cardinality(users)],
    at AT TIME ZONE 'Europe/Stockholm', 'own', '', 'reported', '', NULL
FROM staged, (SELECT array_agg(id ORDER BY id) AS users FROM accounts_user) AS people
ORDER BY at;

INSERT INTO observations_weeksum (trait, monday, area_id, x, y, count)
SELECT * FROM (
    SELECT 1, monday, area_id, 0, 0, count(*) FROM staged GROUP BY 2, 3
    UNION ALL SELECT 2, monday, area_id, kind_id, felt_step, count(*) FROM staged GROUP BY 2, 3, 4, 5
    UNION ALL SELECT 3, monday, area_id, weekday, hour, count(*) FROM staged GROUP BY 2, 3, 4, 5
    UNION ALL SELECT 4, monday, area_id, east, north, count(*) FROM staged GROUP BY 2, 3, 4, 5
    UNION ALL SELECT 6, monday, NULL, kind_id, felt_step, count(*) FROM staged GROUP BY 2, 4, 5
    UNION ALL SELECT 7, monday, NULL, weekday, hour, count(*) FROM staged GROUP BY 2, 4, 5
) AS sums (trait, monday, area_id, x, y, count)
ORDER BY monday;
