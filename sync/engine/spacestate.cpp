// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/spacestate.h"

namespace safelight
{

Result<QList<HeldEnvelope>> inBaseOrder(const QList<HeldEnvelope> &entries)
{
    const auto rank = [](const HeldEnvelope &held) { return held.seq > 0 ? 2 : held.own ? 0 : 1; };
    QMap<EnvHash, const HeldEnvelope *> byBase;
    for (const HeldEnvelope &held : entries) {
        const Result<ControlEntry> entry = decodeControl(bytesOf(held.envelope.ct));
        if (!entry)
            return entry.error();
        const HeldEnvelope *&slot = byBase[entry->base];
        if (!slot || rank(*slot) < rank(held))
            slot = &held;
    }
    QList<HeldEnvelope> chain;
    EnvHash last;
    while (const HeldEnvelope *held = byBase.value(last, nullptr)) {
        chain.append(*held);
        last = held->hash;
    }
    return chain;
}

Result<Roster> rosterOf(const SpaceId &space, const QList<HeldEnvelope> &entries, const Roster::Trust &trust)
{
    Roster roster(space);
    for (const HeldEnvelope &held : entries) {
        Result<Roster> next = roster.with(held.envelope, trust);
        if (!next)
            return next.error();
        roster = std::move(*next);
    }
    return roster;
}

void rebuildTip(SpaceState &space, const Roster::Trust &trust)
{
    space.tip = space.known;
    for (const Envelope &own : std::as_const(space.ownControls)) {
        const Result<Roster> next = space.tip.with(own, trust);
        if (!next)
            return;
        space.tip = *next;
    }
}

namespace
{

std::optional<EpochSeed> seedFor(const SpaceState &space, std::uint32_t epoch, const BoxPublic &epk,
                                 const DeviceKeys &keys, const DeviceId &self)
{
    if (const std::optional<Grant> grant = space.tip.grantFor(self, epoch)) {
        if (Result<EpochSeed> seed = openGrant(space.id(), epoch, *grant, keys.box, epk); seed)
            return std::move(*seed);
    }
    const auto newer = space.tip.epochs().constFind(epoch + 1);
    const auto newerKeys = space.keys.constFind(epoch + 1);
    if (newer != space.tip.epochs().cend() && newer->link && newerKeys != space.keys.cend()) {
        if (Result<EpochSeed> seed = (*newerKeys)->openLink(space.id(), epoch + 1, *newer->link); seed)
            return std::move(*seed);
    }
    return std::nullopt;
}

} // namespace

Result<QList<std::uint32_t>> learnSeeds(Journal &journal, SpaceState &space, const DeviceKeys &keys,
                                        const DeviceId &self)
{
    QList<std::uint32_t> learnt;
    const QMap<std::uint32_t, EpochBody> &epochs = space.tip.epochs();
    for (auto it = epochs.cend(); it != epochs.cbegin();) {
        --it; // from the newest: its link opens the one before
        const auto held = space.keys.constFind(it.key());
        if (held != space.keys.cend() && (*held)->epk() == it->epk)
            continue;
        std::optional<EpochSeed> seed = seedFor(space, it.key(), it->epk, keys, self);
        if (!seed)
            continue;
        auto fresh = std::make_shared<const EpochKeys>(std::move(*seed));
        if (fresh->epk() != it->epk)
            continue; // the link of a careless granter
        if (const Done saved = journal.saveSeed(space.id(), it.key(), fresh->seed()); !saved)
            return saved.error();
        space.keys.insert(it.key(), fresh);
        learnt.append(it.key());
    }
    return learnt;
}

} // namespace safelight
