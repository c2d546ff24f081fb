// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/announcer/announcer.h"

#include <QStringList>

namespace safelight
{

/// Remembers what was said.
class FakeAnnouncer final : public Announcer
{
public:
    void say(const QString &words) override { said.append(words); }

    QStringList said;
};

} // namespace safelight
