// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/wire/control.h"

namespace safelight
{

// What readers::mayDecide says, for queries that ask it of many rows: the same keys of meta, by readers::remember.

static_assert(int(SpaceKind::Intake) == 3 && int(SpaceKind::Hub) == 4);

/// True where `author` (a column) is, or was, a reader of an intake or the hub.
#define SAFELIGHT_MAY_DECIDE(author)                                                                                   \
    "EXISTS (SELECT 1 FROM space s JOIN meta m ON m.key = 'reader/' || lower(hex(s.id)) || '/' || lower(hex(" author   \
    ")) WHERE s.kind IN (3, 4))"

/// All of them at once, for `author IN`: looked up once per statement.
#define SAFELIGHT_DECIDERS                                                                                             \
    "(SELECT unhex(substr(m.key, -32)) FROM space s JOIN meta m "                                                      \
    "ON m.key > 'reader/' || lower(hex(s.id)) || '/' AND m.key < 'reader/' || lower(hex(s.id)) || '0' "                \
    "WHERE s.kind IN (3, 4))"

} // namespace safelight
