// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serviceworld.h"

namespace safelight::test
{

/// An organisation with a team of an administrator and one more.
struct Team {
    ServiceWorld world;
    Person admin = world.enrolled();
    SpaceId org = world.makeOrganisation(admin);
    SpaceId team = world.makeSpace(SpaceKind::Team, admin);

    Person with(Role role)
    {
        Person who = world.enrolled();
        world.addMember(team, admin, who, role);
        return who;
    }
};

} // namespace safelight::test
