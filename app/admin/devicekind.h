// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/vault.h"

#include <optional>

namespace safelight
{

/// What a device is for (experience.md section 1). Numbers are on the wire (InviteInfo) and in vaults.
enum class DeviceKind : quint8 { Tablet = 1, Kiosk = 2, Laptop = 3 };

[[nodiscard]] std::optional<DeviceKind> deviceKindFrom(quint8 number);
/// "tablet", "kiosk", "laptop": the words of the command line.
[[nodiscard]] std::optional<DeviceKind> deviceKindNamed(const QString &name);
[[nodiscard]] QString nameOf(DeviceKind kind);

/// One membership that a new device is given.
struct PlannedMembership {
    FollowedSpace space; ///< of the administrator's own list
    Role role = Role::Submit;
};

/// Which spaces a device of this kind joins, in which role. `team` is the Team-kind space it works in: a tablet's
/// team, a kiosk's desk; a laptop (a further champion) writes in all of them and ignores it. The organisation space
/// comes first. Errors: NotFound (a space that the kind needs is not among `own`), Invalid (team is no team).
[[nodiscard]] Result<QList<PlannedMembership>> membershipsFor(DeviceKind kind, const QList<FollowedSpace> &own,
                                                              const SpaceId &team);

/// A team-kind space, and what may work there. A kiosk reads its desk's space, under the promise that it can never read
/// again what was handed in: nobody may have written there but champions, whose answers to a desk have no content.
struct Team {
    FollowedSpace space;
    bool forTablets = true; ///< no kiosk reads there
    bool forKiosks = true;  ///< no tablet writes there, or ever did: a reader gets the keys of before, too
    [[nodiscard]] bool fits(DeviceKind kind) const;
};
/// In the organisation's order. Laptops are known by the intake, which they alone can read.
[[nodiscard]] QList<Team> teamsOf(const QList<FollowedSpace> &own, const Engine &engine);
/// Among those that fit: the first for a tablet, the last (the desk) for a kiosk, as set-up makes them. Zero: there is
/// none, or the kind works in all of them.
[[nodiscard]] SpaceId usualTeam(DeviceKind kind, const QList<Team> &teams);

} // namespace safelight
