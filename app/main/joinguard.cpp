// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/joinguard.h"

#include "app/shell/sessionmodel.h"

namespace safelight
{

JoinGuard::JoinGuard(JoinModel &join, Clock &clock)
    : m_join(join)
    , m_idle(clock)
{
    connect(&m_idle, &IdleWatch::expired, this, [this] {
        m_join.personLeft();
        begin();
    });
    connect(&join, &JoinModel::changed, this, [this] { // the code says what kind of device it is for
        if (m_kind != m_join.deviceKind())
            begin();
    });
    begin();
}

void JoinGuard::begin()
{
    m_kind = m_join.deviceKind();
    m_idle.start(SessionModel::idleLimit(m_kind));
}

} // namespace safelight
