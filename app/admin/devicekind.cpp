// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/devicekind.h"

#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

std::optional<DeviceKind> deviceKindFrom(quint8 number)
{
    switch (DeviceKind(number)) {
    case DeviceKind::Tablet:
    case DeviceKind::Kiosk:
    case DeviceKind::Laptop: return DeviceKind(number);
    }
    return std::nullopt;
}

QString nameOf(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::Tablet: return u"tablet"_s;
    case DeviceKind::Kiosk: return u"kiosk"_s;
    case DeviceKind::Laptop: return u"laptop"_s;
    }
    return {};
}

std::optional<DeviceKind> deviceKindNamed(const QString &name)
{
    for (DeviceKind kind : {DeviceKind::Tablet, DeviceKind::Kiosk, DeviceKind::Laptop}) {
        if (nameOf(kind) == name)
            return kind;
    }
    return std::nullopt;
}

namespace
{

/// The role of a device of that kind in a space, or none.
std::optional<Role> roleIn(const FollowedSpace &space, DeviceKind kind, const SpaceId &team)
{
    switch (space.kind) {
    case SpaceKind::Organisation: return Role::Read;
    case SpaceKind::Team:
        switch (kind) {
        case DeviceKind::Tablet: return space.id == team ? std::optional(Role::Write) : std::nullopt;
        case DeviceKind::Kiosk: return space.id == team ? std::optional(Role::Read) : std::nullopt;
        case DeviceKind::Laptop: return Role::Write;
        }
        return std::nullopt;
    case SpaceKind::Intake: return kind == DeviceKind::Laptop ? Role::Read : Role::Submit;
    case SpaceKind::Hub: return kind == DeviceKind::Laptop ? std::optional(Role::Write) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

Result<QList<PlannedMembership>> membershipsFor(DeviceKind kind, const QList<FollowedSpace> &own, const SpaceId &team)
{
    QList<PlannedMembership> plan;
    bool organisation = false;
    bool intake = false;
    bool teamFound = kind == DeviceKind::Laptop;
    for (const FollowedSpace &space : own) {
        organisation = organisation || space.kind == SpaceKind::Organisation;
        intake = intake || space.kind == SpaceKind::Intake;
        if (space.id == team) {
            if (space.kind != SpaceKind::Team)
                return Error{ErrorCode::Invalid, u"not a team space"_s};
            teamFound = true;
        }
        if (const std::optional<Role> role = roleIn(space, kind, team))
            plan.append({space, *role});
    }
    if (!organisation || !intake || !teamFound)
        return Error{ErrorCode::NotFound, u"a space this device needs is missing"_s};
    std::stable_sort(plan.begin(), plan.end(), [](const PlannedMembership &a, const PlannedMembership &b) {
        return a.space.kind == SpaceKind::Organisation && b.space.kind != SpaceKind::Organisation;
    });
    return plan;
}

bool Team::fits(DeviceKind kind) const
{
    switch (kind) {
    case DeviceKind::Tablet: return forTablets;
    case DeviceKind::Kiosk: return forKiosks;
    case DeviceKind::Laptop: return true;
    }
    return false;
}

QList<Team> teamsOf(const QList<FollowedSpace> &own, const Engine &engine)
{
    const auto intakeSpace = std::ranges::find(own, SpaceKind::Intake, &FollowedSpace::kind);
    const Roster *intake = intakeSpace == own.end() ? nullptr : engine.roster(intakeSpace->id);
    const auto isLaptop = [intake](const DeviceId &device) {
        const auto known = intake ? intake->members().constFind(device) : QMap<DeviceId, Member>::const_iterator();
        return intake && known != intake->members().cend() && holdsSeed(known->role);
    };
    QList<Team> teams;
    for (const FollowedSpace &space : own) {
        if (space.kind != SpaceKind::Team)
            continue;
        Team team{space};
        const Roster *roster = engine.roster(space.id);
        const QMap<DeviceId, Member> members = roster ? roster->members() : QMap<DeviceId, Member>();
        for (const Member &member : members) {
            if (isLaptop(member.keys.id))
                continue;
            if (member.role == Role::Read && !member.lastAuthorSeq)
                team.forTablets = false;
            if (member.role != Role::Read)
                team.forKiosks = false;
        }
        teams.append(team);
    }
    return teams;
}

SpaceId usualTeam(DeviceKind kind, const QList<Team> &teams)
{
    SpaceId usual;
    for (const Team &team : teams) {
        if (kind != DeviceKind::Laptop && team.fits(kind) && (usual.isZero() || kind == DeviceKind::Kiosk))
            usual = team.space.id;
    }
    return usual;
}

} // namespace safelight
