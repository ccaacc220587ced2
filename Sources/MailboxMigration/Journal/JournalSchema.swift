/// The journal's tables. STRICT, so that a value of the wrong type is an error and not a surprise.
///
/// SQLite makes a temporary table of every list behind IN, for each row that is checked; so states are compared one by one.
enum JournalSchema {
    /// In `PRAGMA user_version`. A journal of a later version is refused, never guessed at.
    static let version = 2

    static let statements = """
        CREATE TABLE migration (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            pairs INTEGER,
            is_through INTEGER NOT NULL DEFAULT 0,
            announced INTEGER,
            pop3_generation INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE TABLE mailbox (
            id INTEGER PRIMARY KEY,
            source BLOB NOT NULL,
            target BLOB NOT NULL,
            is_gone INTEGER NOT NULL DEFAULT 0,
            source_uid_validity INTEGER,
            target_uid_validity INTEGER,
            source_mod_seq INTEGER,
            planned_through INTEGER,
            target_floor INTEGER,
            doubt_floor INTEGER,
            adopts INTEGER,
            is_complete INTEGER NOT NULL DEFAULT 0,
            proven TEXT,
            seen_messages INTEGER,
            seen_uid_next INTEGER,
            seen_mod_seq INTEGER,
            failure_code TEXT,
            failure_text TEXT
        ) STRICT;
        CREATE UNIQUE INDEX mailbox_by_source ON mailbox (source) WHERE NOT is_gone;
        CREATE TABLE message (
            mailbox INTEGER NOT NULL REFERENCES mailbox (id),
            uid INTEGER NOT NULL,
            size INTEGER NOT NULL,
            flags TEXT NOT NULL,
            date INTEGER,
            zone INTEGER,
            state TEXT NOT NULL
                CHECK (state = 'planned' OR state = 'appending' OR state = 'copied' OR state = 'adopted'
                    OR state = 'failed' OR state = 'skipped' OR state = 'vanished' OR state = 'moved'),
            target_uid INTEGER,
            target_size INTEGER,
            digest BLOB,
            was_sent INTEGER NOT NULL DEFAULT 0,
            dropped_flags TEXT,
            header_hash BLOB,
            origin_mailbox INTEGER,
            origin_uid INTEGER,
            is_altered INTEGER NOT NULL DEFAULT 0,
            was_in_doubt INTEGER NOT NULL DEFAULT 0,
            farewells INTEGER NOT NULL DEFAULT 0,
            proof TEXT,
            failure_code TEXT,
            failure_text TEXT,
            PRIMARY KEY (mailbox, uid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX message_by_state ON message (mailbox, state, uid);
        CREATE UNIQUE INDEX message_by_target ON message (mailbox, target_uid) WHERE target_uid IS NOT NULL;
        CREATE INDEX message_vanished ON message (size, header_hash) WHERE state = 'vanished';
        CREATE UNIQUE INDEX message_by_origin ON message (origin_mailbox, origin_uid) WHERE origin_uid IS NOT NULL;
        CREATE INDEX message_in_doubt ON message (mailbox) WHERE was_in_doubt;
        CREATE TABLE candidate (
            mailbox INTEGER NOT NULL,
            size INTEGER NOT NULL,
            header_hash BLOB NOT NULL,
            fields_hash BLOB,
            text_size INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            PRIMARY KEY (mailbox, uid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX candidate_by_size ON candidate (mailbox, size);
        CREATE INDEX candidate_by_header ON candidate (mailbox, header_hash, size, uid);
        CREATE INDEX candidate_by_fields ON candidate (mailbox, fields_hash, uid);
        CREATE TABLE pop3_message (
            uid INTEGER PRIMARY KEY AUTOINCREMENT,
            unique_id BLOB,
            size INTEGER NOT NULL,
            header_hash BLOB,
            has_changed_id INTEGER NOT NULL DEFAULT 0,
            may_be_double INTEGER NOT NULL DEFAULT 0,
            deletion TEXT CHECK (deletion IN ('asked', 'done'))
        ) STRICT;
        CREATE UNIQUE INDEX pop3_message_by_id ON pop3_message (unique_id) WHERE unique_id IS NOT NULL;
        CREATE INDEX pop3_message_by_size ON pop3_message (size, header_hash);
        """

    /// What a POP3 session shows, which holds for that session only. In a temporary file of SQLite's own, because there may
    /// be a million messages.
    static let listing = """
        CREATE TEMP TABLE IF NOT EXISTS pop3_listing (
            number INTEGER PRIMARY KEY,
            size INTEGER NOT NULL DEFAULT 0,
            unique_id BLOB,
            header_hash BLOB,
            needs_header INTEGER NOT NULL DEFAULT 0,
            uid INTEGER
        ) STRICT;
        CREATE INDEX IF NOT EXISTS temp.pop3_listing_by_id ON pop3_listing (unique_id);
        CREATE UNIQUE INDEX IF NOT EXISTS temp.pop3_listing_by_uid ON pop3_listing (uid) WHERE uid IS NOT NULL;
        CREATE INDEX IF NOT EXISTS temp.pop3_listing_by_header ON pop3_listing (size, header_hash)
            WHERE header_hash IS NOT NULL;
        """
}
