// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/joinmodel.h"
#include "app/shell/idlewatch.h"

namespace safelight
{

/// The idle limit while somebody joins: a passphrase that was typed, and a vault that was just made, are no safer from
/// a passer-by than an open session. Tells the join each time nobody touched the device for as long as it takes a
/// session to lock. `join` and `clock` outlive it. GUI thread.
class JoinGuard final : public QObject
{
    Q_OBJECT
public:
    JoinGuard(JoinModel &join, Clock &clock);
    void noteInput() { m_idle.noteInput(); }

private:
    void begin();

    JoinModel &m_join;
    IdleWatch m_idle;
    int m_kind = 0; ///< of the device, as far as it is known
};

} // namespace safelight
