// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <memory>

namespace safelight
{

/// Tells people who listen to a screen reader what changed without their focus moving (style section 9). Brief, and in
/// words that may be heard by others: never what is in a note.
class Announcer
{
public:
    virtual ~Announcer() = default;
    virtual void say(const QString &words) = 0;
};

/// Through Qt's accessibility bridge, in the name of the window that has the focus. Needs a QGuiApplication.
[[nodiscard]] std::unique_ptr<Announcer> makeAnnouncer();

} // namespace safelight
