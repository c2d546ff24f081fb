// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace safelight
{

/// Prepares the SQLite library of this process, once, before its first use: memory that is wiped when it is freed
/// (reliability.md F7: 7,893 copies of a note stayed in the heap without it, none with it, at no measurable cost) and
/// logs, SQLite's and SQLCipher's own, that do not go to stderr. Where somebody else of this process used the library
/// first, both stay as they were: harmless for data, so it is no error.
void prepareSqlite();

} // namespace safelight
