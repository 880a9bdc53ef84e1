//! The database schema, version by version.

use rusqlite::Connection;

use crate::error::{UsageError, UsageErrorCode};

/// Migrations, each from one version to the next; a database's version is the number of those it has had.
const MIGRATIONS: &[&str] = &[
    // 1. Events are clustered by session and number, which identify them. `detail` is the event as JSON, without what
    //   is in the other columns.
    "CREATE TABLE sessions (
        key INTEGER PRIMARY KEY,
        session BLOB NOT NULL UNIQUE,
        actor BLOB NOT NULL,
        is_pseudonym INTEGER NOT NULL,
        school TEXT NOT NULL,
        persons INTEGER NOT NULL,
        date TEXT NOT NULL,
        started_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        last_sequence INTEGER NOT NULL,
        active_s INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        workshop TEXT,
        joined_ms INTEGER,
        activity_ms INTEGER NOT NULL,
        is_teacher INTEGER NOT NULL,
        has_ai INTEGER NOT NULL,
        is_over INTEGER NOT NULL,
        is_own INTEGER NOT NULL
    );
    CREATE INDEX sessions_by_date ON sessions (date);
    CREATE TABLE events (
        session INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (session, sequence)
    ) WITHOUT ROWID;
    CREATE TABLE workshops (
        workshop TEXT NOT NULL,
        date TEXT NOT NULL,
        school TEXT NOT NULL,
        headcount INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        PRIMARY KEY (workshop, date)
    ) WITHOUT ROWID;
    CREATE TABLE pilots (
        pilot TEXT NOT NULL,
        school TEXT NOT NULL,
        date TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (pilot, school)
    ) WITHOUT ROWID;",
    // 2. The sending state of each event: 0 it waits, 1 the store has it, 2 it is not sent, otherwise the HTTP status
    //   with which the store rejected it. An index finds the waiting events without reading the rest. `kept` holds
    //   key-value entries.
    "ALTER TABLE events ADD COLUMN fate INTEGER NOT NULL DEFAULT 0;
    UPDATE events SET fate = 2 WHERE detail LIKE '{\"event\":\"session-checkpoint\"%';
    CREATE INDEX events_by_fate ON events (session, sequence) WHERE fate = 0;
    CREATE TABLE kept (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;",
];

/// Migrates a database to the newest version.
///
/// # Errors
/// `Newer`; any database error.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), UsageError> {
    loop {
        // Read and changed in one transaction: two windows may be opened at once.
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let version: usize = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version > MIGRATIONS.len() {
            return Err(UsageError::new(UsageErrorCode::Newer));
        }
        let Some(migration) = MIGRATIONS.get(version) else { return Ok(()) };
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", version + 1)?;
        transaction.commit()?;
    }
}

/// Checks that a database with a sound header is not damaged behind it: reads the newest pages, not a year of them.
///
/// # Errors
/// Any database error, such as a damaged page.
pub(super) fn look(connection: &Connection) -> Result<(), UsageError> {
    connection.query_row(
        "SELECT count(*) FROM (SELECT 1 FROM sessions ORDER BY key DESC LIMIT 1000)",
        [],
        |_| Ok(()),
    )?;
    Ok(())
}
