// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/drafts.h"
#include "app/store/outbox.h"
#include "app/store/records.h"
#include "tests/support/sim/faults.h"
#include "tests/support/sim/world.h"
#include "tests/support/storesupport.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{

namespace
{

constexpr TypeNumber kConcern = 1;
constexpr TypeNumber kReceipt = 5;
constexpr FieldNumber kText = 1;
constexpr FieldNumber kStatus = 30;

} // namespace

void World::act()
{
    switch (below(5)) {
    case 0:
    case 1: return tabletActs();
    case 2: return kioskActs();
    case 3: return officeActs(m_champion);
    default: return officeActs(m_admin);
    }
}

/// "canary": may be read by those who should, and by nobody and nothing else.
CreateOp World::note(const QString &prefix)
{
    const QString text = u"%1%2-%3"_s.arg(prefix).arg(m_seed).arg(++m_notes);
    return {Uuid{}, kConcern, {{qint64(kText), text}}};
}

void World::tabletActs()
{
    if (chance(25)) {
        const QList<Op> status = statusOf(m_tablet, m_org.team.id);
        if (!status.isEmpty())
            return save(m_tablet, m_org.team.id, status);
    }
    if (chance(20))
        return save(m_tablet, m_org.intake.id, {note(u"canary-"_s)}, true);
    save(m_tablet, m_org.team.id, {note(u"canary-"_s)}, false, chance(60));
}

void World::kioskActs() { save(m_kiosk, m_org.intake.id, {note(u"canary-"_s)}, true); }

void World::officeActs(SimDevice &device)
{
    switch (below(4)) {
    case 0: return save(device, m_org.hub.id, {note(u"canary-"_s)});
    case 1: {
        CreateOp answer = note(u"answer-"_s); // what a kiosk may show: no content
        answer.type = kReceipt;
        return save(device, m_org.desk.id, {answer});
    }
    case 2: return save(device, m_org.team.id, {note(u"canary-"_s)});
    default: {
        const SpaceId space = chance(50) ? m_org.team.id : m_org.hub.id;
        const QList<Op> status = statusOf(device, space);
        if (!status.isEmpty())
            save(device, space, status);
    }
    }
}

/// A new status of some record that this device sees in that space, replacing the heads it knows.
QList<Op> World::statusOf(SimDevice &device, const SpaceId &space)
{
    const auto op = device.store->read([&](ReadTx &tx) -> Result<QList<Op>> {
        const auto seen = recordsIn(tx, space, kConcern, 20);
        if (!seen)
            return seen.error();
        if (seen->isEmpty())
            return QList<Op>{};
        const Uuid record = seen->at(below(seen->size())).id;
        auto heads = records::headIds(tx, record, kStatus);
        if (!heads)
            return heads.error();
        return QList<Op>{SetOp{record, kStatus, qint64(below(5)), std::move(*heads)}};
    });
    if (!op) {
        violated(u"%1 cannot read its own records"_s.arg(device.name));
        return {};
    }
    return *op;
}

/// Save as the product does it: one transaction, and only then does the person read "Saved on this device".
void World::save(SimDevice &device, const SpaceId &space, QList<Op> ops, bool sealed, bool forward)
{
    if (device.gone)
        return;
    if (chance(10) && m_faults->crashes)
        device.faults.callsUntilCrash = int(below(8)); // the worst moment
    std::optional<Saved> first;
    std::optional<Saved> second;
    std::optional<Commit> commit;
    const bool refused = m_faults->refusals && chance(15);
    const Done saved = device.write([&](WriteTx &tx, Journal &journal, Engine &engine) -> Done {
        for (Op &op : ops) {
            if (auto *create = std::get_if<CreateOp>(&op))
                create->record = engine.nextRecord();
        }
        const ChangeSet change = engine.begin(ops);
        const auto recorded = engine.record(journal, space, change, sealed);
        if (!recorded)
            return recorded.error();
        first = Saved{&device, space, device.id, change.id, std::nullopt, refused};
        if (const auto held = journal.ownAt(space, recorded->authorSeq); refused && held && *held)
            commit = (*held)->envelope.header.commit;
        if (m_options.mutation == Mutation::KioskKeepsText && &device == &m_kiosk) {
            const auto *create = std::get_if<CreateOp>(&ops.first());
            const QByteArray text = create->fields.value(qint64(kText)).toString().toUtf8();
            if (Done kept = drafts::save(tx, {change.id, kConcern, 1, text, {}, 0}); !kept)
                return kept;
        }
        if (!forward)
            return done();
        const auto embed = engine.embed(journal, space, *recorded, change);
        if (!embed)
            return embed.error();
        const ChangeSet carrier = engine.begin({*embed});
        const auto sent = engine.record(journal, m_org.intake.id, carrier, true);
        if (!sent)
            return sent.error();
        second = Saved{&device, m_org.intake.id, device.id, carrier.id, change.id, false};
        return outbox::tie(tx, sent->envelope, change.id);
    });
    if (!saved) {
        if (saved.error().code != ErrorCode::Cancelled)
            return violated(u"%1 cannot save: error %2, %3"_s.arg(device.name)
                                .arg(int(saved.error().code))
                                .arg(saved.error().detail));
        ++m_crashes;
        checkAfterRestart(device);
        planWake(device, 1000);
        if (m_options.mutation != Mutation::SavedBeforeCommit)
            return; // the person never read "Saved"
    }
    for (const auto &one : {first, second}) {
        if (!one)
            continue;
        m_saved.append(*one);
        ++m_ownMade[{&device, one->space}];
    }
    if (commit)
        m_service.refuse(*commit);
    device.schedule.saved();
    planWake(device, below(200));
}

/// A new quarter: fresh keys for one space, while others write under the old ones.
void World::adminRotates()
{
    const SpaceId space = QList<SpaceId>{m_org.team.id, m_org.intake.id, m_org.hub.id}.at(below(3));
    const EpochSeed seed = EpochSeed::random();
    const Done rotated = m_admin.write([&](WriteTx &, Journal &journal, Engine &engine) -> Done {
        const Roster &roster = *engine.roster(space);
        const auto current = engine.currentKeys(space);
        if (!current)
            return done(); // not pulled yet
        const EpochKeys fresh(seed.clone());
        EpochBody body;
        body.number = roster.epoch() + 1;
        body.epk = fresh.epk();
        body.link = fresh.linkTo(space, body.number, current->seed());
        body.reason = u"quarter"_s;
        const BoxPublic recovery = m_org.recovery.publicKey();
        body.grants = {fresh.grantTo(space, body.number, recoveryIdOf(recovery), recovery)};
        for (const Member &member : roster.members()) {
            if (holdsSeed(member.role) && !member.lastAuthorSeq)
                body.grants.append(fresh.grantTo(space, body.number, member.keys.id, member.keys.boxPk));
        }
        const auto entry = engine.control(journal, space, {NewEpoch{body}});
        return entry ? done() : Done(entry.error());
    });
    if (!rotated) {
        if (rotated.error().code != ErrorCode::Cancelled)
            return violated(u"the administrator cannot make a new epoch: %1"_s.arg(rotated.error().detail));
        ++m_crashes;
        checkAfterRestart(m_admin);
    } else {
        ++m_ownMade[{&m_admin, space}];
    }
    planWake(m_admin, below(200));
}

} // namespace safelight::testing
