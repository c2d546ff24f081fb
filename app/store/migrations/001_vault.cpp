// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/migrations/migrations.h"

// The truth: meta, space, cursor, epoch_seed, envelope, draft, slip, tie, attention, person.
// The cache, rebuilt from envelopes at will: change, carried, record, placed, register_write, register_parent, link,
// record_text. Ids are blobs of fixed length; times are milliseconds, 0 = not known.
const char safelight::migrations::kVault001[] = R"sql(
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Spaces this principal works in, in the order it was told of them.
CREATE TABLE space (
    position INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind     INTEGER NOT NULL,
    role     INTEGER NOT NULL,
    name     TEXT NOT NULL
) STRICT;

CREATE TABLE cursor (
    space     BLOB PRIMARY KEY CHECK (length(space) = 16),
    hi_seq    INTEGER NOT NULL,
    hi_hash   BLOB NOT NULL CHECK (length(hi_hash) = 32),
    own_seq   INTEGER NOT NULL,
    own_hash  BLOB NOT NULL CHECK (length(own_hash) = 32),
    acked_seq INTEGER NOT NULL,
    head_only INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE epoch_seed (
    space BLOB NOT NULL CHECK (length(space) = 16),
    epoch INTEGER NOT NULL,
    seed  BLOB NOT NULL CHECK (length(seed) = 32),
    PRIMARY KEY (space, epoch)
) STRICT, WITHOUT ROWID;

-- Every envelope held. Own ones that are not acknowledged are the outbox. no: the order they were first held.
CREATE TABLE envelope (
    no         INTEGER PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    space      BLOB NOT NULL CHECK (length(space) = 16),
    author     BLOB NOT NULL CHECK (length(author) = 16),
    author_seq INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    seq        INTEGER NOT NULL DEFAULT 0,
    recv_ms    INTEGER NOT NULL DEFAULT 0,
    own        INTEGER NOT NULL,
    waits      INTEGER NOT NULL DEFAULT 0, -- for its epoch's key
    refused    INTEGER,                    -- own: out of the author's chain, in the tray
    saved_ms   INTEGER NOT NULL DEFAULT 0, -- own: device clock
    held_ms    INTEGER NOT NULL DEFAULT 0, -- own: service clock
    bytes      BLOB NOT NULL
) STRICT;
CREATE INDEX envelope_author  ON envelope (space, author, author_seq);
CREATE INDEX envelope_own     ON envelope (space, author_seq) WHERE own = 1 AND refused IS NULL;
CREATE INDEX envelope_control ON envelope (space, no) WHERE kind = 2;
CREATE INDEX envelope_seq     ON envelope (space, seq);
CREATE INDEX envelope_waits   ON envelope (space, epoch) WHERE waits = 1;

CREATE TABLE draft (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    type         INTEGER NOT NULL,
    form_version INTEGER NOT NULL,
    content      BLOB NOT NULL,
    cursor       BLOB NOT NULL,
    changed_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE slip (
    number     TEXT PRIMARY KEY, -- ten characters, no hyphen
    envelope   BLOB NOT NULL CHECK (length(envelope) = 32),
    handed_in  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tie (
    record   BLOB NOT NULL CHECK (length(record) = 16),
    envelope BLOB NOT NULL CHECK (length(envelope) = 32),
    PRIMARY KEY (record, envelope)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_envelope ON tie (envelope);

CREATE TABLE attention (
    envelope BLOB PRIMARY KEY CHECK (length(envelope) = 32),
    space    BLOB NOT NULL CHECK (length(space) = 16),
    why      INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Opened labels of members.
CREATE TABLE person (
    device BLOB NOT NULL CHECK (length(device) = 16),
    space  BLOB NOT NULL CHECK (length(space) = 16),
    name   TEXT NOT NULL,
    PRIMARY KEY (device, space)
) STRICT, WITHOUT ROWID;

-- Which values of a field protect more; from the form definitions, written at every opening.
CREATE TABLE protective (
    type  INTEGER NOT NULL,
    field INTEGER NOT NULL,
    value BLOB NOT NULL,
    rank  INTEGER NOT NULL,
    PRIMARY KEY (type, field, value)
) STRICT, WITHOUT ROWID;

-- One change = one (author, id). source: smallest env_hash under which its author signed this content.
-- space, envelope: the carrier shown (an author's own envelope before a forward, then the smallest hash).
CREATE TABLE change (
    no          INTEGER PRIMARY KEY,
    author      BLOB NOT NULL CHECK (length(author) = 16),
    id          BLOB NOT NULL CHECK (length(id) = 16),
    source      BLOB NOT NULL CHECK (length(source) = 32),
    content     BLOB NOT NULL CHECK (length(content) = 32),
    recorded_at INTEGER NOT NULL,
    space       BLOB NOT NULL CHECK (length(space) = 16),
    envelope    BLOB NOT NULL CHECK (length(envelope) = 32),
    original    BLOB CHECK (length(original) = 32),
    UNIQUE (author, id)
) STRICT;

CREATE TABLE carried (
    change_no INTEGER NOT NULL REFERENCES change (no),
    envelope  BLOB NOT NULL CHECK (length(envelope) = 32),
    source    BLOB NOT NULL CHECK (length(source) = 32),
    space     BLOB NOT NULL CHECK (length(space) = 16),
    content   BLOB NOT NULL CHECK (length(content) = 32),
    PRIMARY KEY (change_no, envelope, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX carried_envelope ON carried (envelope);
CREATE INDEX carried_source   ON carried (source);

-- no grows with recorded_at, so that a search streams the newest first (records.cpp says how it is made).
-- shown: of several creates of one id (only a broken or hostile device does that) the first by (change, author, op).
CREATE TABLE record (
    no          INTEGER PRIMARY KEY,
    id          BLOB NOT NULL CHECK (length(id) = 16),
    change_no   INTEGER NOT NULL REFERENCES change (no),
    op          INTEGER NOT NULL,
    type        INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    shown       INTEGER NOT NULL,
    body        BLOB NOT NULL -- deterministic CBOR
) STRICT;
CREATE INDEX record_id     ON record (id);
CREATE INDEX record_change ON record (change_no);
CREATE INDEX record_newest ON record (type, recorded_at, id) WHERE shown = 1;

-- Which records an envelope of a space carried.
CREATE TABLE placed (
    space       BLOB NOT NULL CHECK (length(space) = 16),
    type        INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    id          BLOB NOT NULL CHECK (length(id) = 16),
    record_no   INTEGER NOT NULL REFERENCES record (no),
    PRIMARY KEY (space, type, recorded_at, id, record_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX placed_record ON placed (record_no);

-- Multi-value registers: heads(record, field) = writes whose change no write of the same field names as its parent.
CREATE TABLE register_write (
    record    BLOB NOT NULL CHECK (length(record) = 16),
    field     INTEGER NOT NULL,
    change_no INTEGER NOT NULL REFERENCES change (no),
    change_id BLOB NOT NULL CHECK (length(change_id) = 16),
    value     BLOB NOT NULL, -- deterministic CBOR
    PRIMARY KEY (record, field, change_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX register_write_change ON register_write (change_no);
CREATE TABLE register_parent (
    record    BLOB NOT NULL CHECK (length(record) = 16),
    field     INTEGER NOT NULL,
    parent    BLOB NOT NULL CHECK (length(parent) = 16),
    change_no INTEGER NOT NULL REFERENCES change (no),
    PRIMARY KEY (record, field, parent, change_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX register_parent_change ON register_parent (change_no);

CREATE TABLE link (
    to_id     BLOB NOT NULL CHECK (length(to_id) = 16),
    relation  INTEGER NOT NULL,
    from_id   BLOB NOT NULL CHECK (length(from_id) = 16),
    change_no INTEGER NOT NULL REFERENCES change (no),
    PRIMARY KEY (to_id, relation, from_id, change_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_change ON link (change_no);
CREATE INDEX link_from   ON link (from_id, relation, to_id);

-- One index for every length of a half typed word: without it a common prefix is gathered whole before the first hit.
-- No positions: words are looked up one by one, and snippets are cut from the record.
CREATE VIRTUAL TABLE record_text USING fts5(
    text, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6 7 8',
    tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO record_text (record_text, rank) VALUES ('secure-delete', 1);
)sql";
