-- The indicators of docs/indicators.md over statements that a Learning Record Store gave out, for DuckDB: one row of seven numbers.
-- docs/city-scale.md says how the statements are had. Beforehand:
--
--   SET VARIABLE statements = 'statements.jsonl';  -- JSON lines, one statement a line; also a list, or a pattern such as '*.jsonl'
--   SET VARIABLE first_day = '2026-08-01';         -- both included, in Helsinki
--   SET VARIABLE last_day = '2027-07-31';
--   SET VARIABLE school = NULL;                    -- or a school's code
SET TimeZone = 'UTC';

-- Seconds of a duration, which a store may write in another way than it came: PT61S, PT1M1S, P0DT0H1M1S.
CREATE OR REPLACE TEMP MACRO seconds_of(duration) AS
    coalesce(try_cast(regexp_extract(duration, '([0-9]+)D', 1) AS DOUBLE), 0) * 86400
    + coalesce(try_cast(regexp_extract(duration, '([0-9]+)H', 1) AS DOUBLE), 0) * 3600
    + coalesce(try_cast(regexp_extract(duration, 'T.*?([0-9]+)M', 1) AS DOUBLE), 0) * 60
    + coalesce(try_cast(regexp_extract(duration, '([0-9.]+)S', 1) AS DOUBLE), 0);

CREATE OR REPLACE TEMP MACRO extension(extensions, name) AS extensions['https://w3id.org/xapi/digilab/extensions/' || name];

-- The lab's statements, each once however often it comes, by the session and its place in it.
CREATE OR REPLACE TEMP TABLE statements AS
SELECT DISTINCT ON (id)
    id,
    context.registration AS session,
    extension(context.extensions, 'sequence')::INTEGER AS sequence,
    epoch_ms("timestamp"::TIMESTAMPTZ) AS at_ms,
    parse_filename(verb.id) AS verb,
    split_part(object.id, '/activities/', 2) AS object,
    -- What its beginning says of a session.
    actor.account.name AS actor,
    extension(context.extensions, 'is-pseudonym')::BOOLEAN AS is_pseudonym,
    extension(context.extensions, 'persons-per-seat')::INTEGER AS persons,
    extension(context.extensions, 'school') AS school,
    -- What came of it.
    seconds_of(result.duration) AS seconds,
    epoch_ms(extension(result.extensions, 'last-activity')::TIMESTAMPTZ) AS last_activity_ms,
    extension(result.extensions, 'is-ai')::BOOLEAN AS is_ai,
    extension(result.extensions, 'headcount')::INTEGER AS headcount
FROM read_json(getvariable('statements'), format = 'newline_delimited', columns = {
    id: 'UUID',
    "timestamp": 'VARCHAR',
    actor: 'STRUCT(account STRUCT(homePage VARCHAR, name VARCHAR))',
    verb: 'STRUCT(id VARCHAR)',
    object: 'STRUCT(id VARCHAR)',
    result: 'STRUCT(duration VARCHAR, extensions MAP(VARCHAR, VARCHAR))',
    context: 'STRUCT(registration UUID, extensions MAP(VARCHAR, VARCHAR))'
})
WHERE object.id LIKE 'https://w3id.org/xapi/digilab/activities/%'
    AND actor.account.homePage = 'https://w3id.org/xapi/digilab/actors';

-- A session is what its beginning says, and what followed, in whatever order it was stored. A session whose beginning is not there
-- does not count. Without an end it has no active time: the lab sends one when it is opened again.
CREATE OR REPLACE TEMP TABLE sessions AS
WITH started AS (
    SELECT session, actor, at_ms AS started_ms,
        strftime(timezone('Europe/Helsinki', make_timestamptz(at_ms * 1000)), '%Y-%m-%d') AS date,
        is_pseudonym, persons, coalesce(school, '') AS school
    FROM statements WHERE verb = 'initialized' AND object = 'lab'
), followed AS (
    SELECT session,
        coalesce(max(seconds) FILTER (is_end), 0) AS active_s,
        -- An end is no activity, but tells of the last one.
        max(CASE WHEN is_end THEN last_activity_ms ELSE at_ms END) AS activity_ms,
        count(*) FILTER (verb = 'attempted' AND object LIKE 'lesson/%/%') AS attempts,
        coalesce(bool_or(is_ai), false) AS has_ai,
        coalesce(bool_or(is_coming AND verb = 'initialized'), false) AS is_teacher,
        -- Who came to two workshops took part in the later one.
        arg_max(workshop, sequence) FILTER (is_coming) AS workshop,
        arg_max(at_ms, sequence) FILTER (is_coming) AS joined_ms
    FROM (
        SELECT *, object = 'lab' AND verb IN ('terminated', 'abandoned') AS is_end,
            object LIKE 'workshop/%' AND verb IN ('initialized', 'attempted') AS is_coming,
            split_part(object, '/', 2) AS workshop
        FROM statements
    )
    GROUP BY session
)
SELECT * FROM started JOIN followed USING (session);

-- Workshops by their code and day. Of two schools with the same code on a day it is the first one's.
CREATE OR REPLACE TEMP TABLE workshops AS
SELECT split_part(object, '/', 2) AS workshop, date, arg_min(sessions.school, (at_ms, session, sequence)) AS school,
    coalesce(max(headcount), 0) AS headcount
FROM statements JOIN sessions USING (session)
WHERE object LIKE 'workshop/%' AND verb IN ('initialized', 'terminated')
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE held AS
SELECT workshops.workshop, workshops.date, workshops.school, bool_or(has_ai) AS has_ai,
    greatest(max(headcount),
        count(DISTINCT actor) FILTER (NOT is_teacher AND (active_s >= 60 OR attempts >= 1))) AS participants
FROM workshops JOIN sessions USING (workshop, date)
WHERE date BETWEEN getvariable('first_day') AND getvariable('last_day')
    AND (getvariable('school') IS NULL OR workshops.school = getvariable('school'))
GROUP BY ALL
HAVING participants >= 3 AND max(activity_ms) - min(joined_ms) >= 20 * 60 * 1000;

WITH counted AS (
    SELECT *, EXISTS (SELECT 1 FROM held WHERE held.workshop = sessions.workshop AND held.date = sessions.date) AS is_held
    FROM sessions
    WHERE active_s >= 60 AND date BETWEEN getvariable('first_day') AND getvariable('last_day')
        AND (getvariable('school') IS NULL OR school = getvariable('school'))
), hours AS (
    SELECT count(*) AS sessions,
        count(DISTINCT (actor, date)) FILTER (NOT is_held AND is_pseudonym)
            + coalesce(sum(persons) FILTER (NOT is_held AND NOT is_pseudonym), 0) AS outside,
        coalesce(sum(active_s), 0) / 3600 AS device_hours,
        coalesce(sum(active_s * persons), 0) / 3600 AS person_hours
    FROM counted
), in_workshops AS (
    SELECT count(*) AS workshops, coalesce(sum(participants), 0) AS participants FROM held
), pilots AS (
    SELECT count(*) AS ai_pilots FROM (
        SELECT school FROM held
        WHERE has_ai AND school IN (
            SELECT sessions.school FROM statements JOIN sessions USING (session)
            WHERE object LIKE 'pilot/%' AND verb = 'initialized' AND date <= getvariable('last_day')
        )
        GROUP BY school HAVING count(DISTINCT date) >= 2 AND sum(participants) >= 10
    )
)
SELECT sessions::BIGINT AS sessions, (outside + participants)::BIGINT AS visits, device_hours, person_hours,
    workshops::BIGINT AS workshops, participants::BIGINT AS participants, ai_pilots::BIGINT AS ai_pilots
FROM hours, in_workshops, pilots;
