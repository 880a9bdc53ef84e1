-- Erases the lab's statements in LaRS's database, for psql: of one actor, or all from before a day.
--
--   psql DATABASE -v actor=1dfea814-2d70-8bac-9dce-407120142b0d -f docs/city-scale-erase.sql
--   psql DATABASE -v before=2026-08-01 -f docs/city-scale-erase.sql
--
-- Written for LaRS 0.2, whose tables refer to each other. What others than the lab have stored stays. LaRS goes on meanwhile; a statement
-- that comes at the same moment may fail, and the lab sends it again.
\set ON_ERROR_STOP on
\if :{?actor}
  \set before ''
\elif :{?before}
  \set actor ''
\else
  \warn 'Say what is to be erased: -v actor=CODE or -v before=DAY.'
  \quit
\endif
SET client_min_messages = warning;

-- Without these, each row that goes makes PostgreSQL look through a whole table for what refers to it.
CREATE INDEX IF NOT EXISTS statement_actor ON statement (actor_id);
CREATE INDEX IF NOT EXISTS statement_authority ON statement (authority_id);
CREATE INDEX IF NOT EXISTS statement_result ON statement (result_id);
CREATE INDEX IF NOT EXISTS statement_context ON statement (context_id);
CREATE INDEX IF NOT EXISTS statement_timestamp ON statement (timestamp);
CREATE INDEX IF NOT EXISTS context_instructor ON context (instructor_id) WHERE instructor_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS context_team ON context (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS actor_ifi_ifi ON actor_ifi (ifi_id);

BEGIN;
CREATE TEMP VIEW lab_actors AS
SELECT actor_id, ifi_id, split_part(value, '~', 2) AS name
FROM actor_ifi JOIN ifi ON ifi.id = ifi_id
WHERE kind = 3 AND value LIKE 'https://w3id.org/xapi/digilab/actors~%';

CREATE TEMP TABLE erased ON COMMIT DROP AS
SELECT id FROM statement JOIN lab_actors USING (actor_id)
WHERE name = :'actor' OR timestamp < nullif(:'before', '')::timestamp AT TIME ZONE 'Europe/Helsinki';
DELETE FROM obj_activity WHERE statement_id IN (SELECT id FROM erased);
DELETE FROM statement WHERE id IN (SELECT id FROM erased);

-- What belonged to them, and what LaRS left over when it could not store a statement.
CREATE TEMP TABLE unused ON COMMIT DROP AS
SELECT id FROM context WHERE NOT EXISTS (SELECT 1 FROM statement WHERE context_id = context.id);
DELETE FROM ctx_activities WHERE context_id IN (SELECT id FROM unused);
DELETE FROM context WHERE id IN (SELECT id FROM unused);
DELETE FROM result WHERE NOT EXISTS (SELECT 1 FROM statement WHERE result_id = result.id);
CREATE TEMP TABLE unused_actors ON COMMIT DROP AS
SELECT actor_id, ifi_id FROM lab_actors
WHERE NOT EXISTS (SELECT 1 FROM statement WHERE statement.actor_id = lab_actors.actor_id);
DELETE FROM actor_ifi WHERE actor_id IN (SELECT actor_id FROM unused_actors);
DELETE FROM ifi WHERE id IN (SELECT ifi_id FROM unused_actors);
DELETE FROM actor WHERE id IN (SELECT actor_id FROM unused_actors);

SELECT (SELECT count(*) FROM erased) AS statements, (SELECT count(*) FROM unused_actors) AS actors;
DROP VIEW lab_actors;
COMMIT;
-- The room is free for what comes; until that is written, the old bytes are on the disk. VACUUM FULL overwrites the tables, and LaRS waits for it.
VACUUM (ANALYZE) obj_activity, statement, result, ctx_activities, context, actor_ifi, ifi, actor;
