// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/migrations/migrations.h"

const char safelight::migrations::kDevice001[] = R"sql(
CREATE TABLE person (
    folder      TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    device_kind INTEGER NOT NULL
) STRICT;

-- 'login', 'service': CBOR.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Copies of sealed envelopes that some vault still has to get to the service.
CREATE TABLE waiting (
    space      BLOB NOT NULL CHECK (length(space) = 16),
    author     BLOB NOT NULL CHECK (length(author) = 16),
    author_seq INTEGER NOT NULL,
    hash       BLOB NOT NULL CHECK (length(hash) = 32),
    bytes      BLOB NOT NULL,
    PRIMARY KEY (space, author, author_seq)
) STRICT;
)sql";
