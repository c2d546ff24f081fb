// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/devicekind.h"
#include "app/concern/concerndraft.h"

namespace safelight::ctl
{

/// assets/practice/practice.v1.json: an invented organisation to learn with.
struct PracticeDevice {
    QString folder;
    DeviceKind kind = DeviceKind::Tablet;
    QString deviceName;
    QString person;
    QString passphrase; ///< printed for everybody to see: protects nothing real
};
struct PracticeDecision {
    QString outcome; ///< key of the decision form's choice
    QString why;
    QString alternatives;
    QString message;
};
struct PracticeNote {
    QString device; ///< folder of the device it is written on
    ConcernDraft draft;
    std::optional<PracticeDecision> decision;
};
struct PracticeData {
    QString organisation;
    QString team;
    QString desk;
    QString intake;
    QString hub;
    QList<PracticeDevice> devices; ///< the administrator's first
    QList<PracticeNote> notes;
};

/// The one built into this program. Error: Malformed, which is a fault of the build.
[[nodiscard]] Result<PracticeData> practiceData(std::int64_t nowMs);

} // namespace safelight::ctl
