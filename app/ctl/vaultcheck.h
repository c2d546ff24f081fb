// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/vault.h"

#include <QStringList>

namespace safelight::ctl
{

/// What was looked at, and what was wrong. Texts name spaces and numbers, never content.
struct CheckReport {
    int envelopes = 0;
    int signatures = 0;
    int chainLinks = 0;
    int logEntries = 0; ///< hashed again from the first entry to the cursor
    QStringList faults;
};

/// Every envelope held: bytes match their hash, signatures match the roster's keys, each author's chain is unbroken
/// where two neighbours are held, and the log of each space read from its start gives the cursor's hash.
[[nodiscard]] Result<CheckReport> checkChains(WriteTx &tx, Engine &engine, const SignPublic &rootPk);

/// SQLCipher's and SQLite's own checks, after a checkpoint (without one they give false alarms, reliability.md F4).
/// Outside of a transaction. Returns their complaints.
[[nodiscard]] Result<QStringList> checkFile(ReadTx &tx);

/// Drops the cached rows, builds them again from the envelopes and compares: an Error (Damaged) rolls the rebuild back,
/// with `repair` the rebuilt rows stay. Returns whether they were equal.
[[nodiscard]] Result<bool> checkRows(WriteTx &tx, Journal &journal, Engine &engine, bool repair);

} // namespace safelight::ctl
