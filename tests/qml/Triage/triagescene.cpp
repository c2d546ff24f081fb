// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Triage/triagescene.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace safelight::testing
{

using triage::Action;
using triage::EntryKind;

void TriageScene::begin()
{
    end();
    m_world = std::make_unique<TriageWorld>();
    TriageDevice &device = *m_world->champion;
    m_model = std::make_unique<TriageModel>(*device.vault, device.forms, device.rules, m_world->clock, &explained);
    Q_EMIT modelChanged();
}

void TriageScene::end()
{
    if (!m_model)
        return;
    m_model.release()->deleteLater(); // the page lets go of it first
    Q_EMIT modelChanged();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_world.reset();
}

void TriageScene::show()
{
    if (!m_world->settle())
        qFatal("the devices do not come to rest");
    m_model->refresh();
}

void TriageScene::addSome()
{
    TriageWorld &world = *m_world;
    TestConcern routine;
    routine.who = u"Man, late twenties, red rucksack"_s;
    routine.where = u"Whitechapel Road, doorway beside the bakery"_s;
    routine.statements = {{EntryKind::Saw, u"He has stopped coming to the breakfast and sleeps alone now."_s, {}, {}}};
    const Uuid old = world.save(routine);
    if (!world.settle())
        qFatal("no rest");
    (void)world.admin->act([&](const Action &a) { return triage::setUrgency(a, old, triage::Urgency::Today); });
    world.clock.advance(std::chrono::hours(40));

    TestConcern rich;
    rich.who = u"Woman about 40, grey tent, answers to “Jo”"_s;
    rich.where = u"Aldgate, by the bus station"_s;
    rich.danger = triage::Danger::Yes;
    rich.dialled999Ms = toMs(world.clock.now());
    rich.clockSuspect = true;
    rich.statements = {
        {EntryKind::Saw, u"She had no shoes and a torn coat. Two men she did not know kept her bag."_s, {}, {}},
        {EntryKind::Said, u"They say I owe them. I am not allowed to go to the hostel any more."_s, {}, {}},
        {EntryKind::Told, u"The same two men were here on three nights last week."_s, u"the kiosk owner"_s, {}},
        {EntryKind::Think,
         u"She may be being made to hand over her money."_s,
         {},
         u"They may be relatives who look after her things."_s}};
    m_first = world.save(rich);
    world.clock.advance(std::chrono::minutes(12));
    const auto parts = world.tablet->read([&](ReadTx &tx) { return records::linkedTo(tx, m_first, Relation::PartOf); });
    (void)world.amend(parts->first().id, u"One man, not two, kept the bag. I looked at my paper notes again."_s);
    world.clock.advance(std::chrono::minutes(20));

    TestConcern kiosk;
    kiosk.who.clear();
    kiosk.danger = triage::Danger::Unsure;
    kiosk.where = u"Central library, upstairs reading room"_s;
    kiosk.statements = {{EntryKind::Said, u"If I go home he will be waiting."_s, {}, {}}};
    (void)world.handIn(kiosk, u"ABCDE-FGHJK"_s);
    world.clock.advance(std::chrono::minutes(7));
    show();
}

void TriageScene::addMany(int count)
{
    const QStringList who{u"Young man, blue cap"_s, u"Couple with a small dog"_s, u"Older woman, green coat"_s,
                          QString()};
    const QStringList where{u"Mile End station"_s, u"Stepney Green"_s, u"Under the railway arches, Cable Street"_s};
    for (int i = 0; i < count; ++i) {
        TestConcern concern;
        concern.who = who.at(i % who.size());
        concern.where = where.at(i % where.size());
        concern.statements = {
            {EntryKind::Saw, u"Seen for the %1. time this month; asked about a night shelter."_s.arg(i + 1), {}, {}}};
        (void)m_world->save(concern);
        m_world->clock.advance(std::chrono::seconds(30));
    }
    show();
}

bool TriageScene::beginDecision()
{
    RecordModel &record = *m_model->record();
    record.decision()->writeWhy(u"She asked for a bed, and the two men"_s);
    const auto open = [&](const QString &concern) {
        m_model->open(concern);
        return QTest::qWaitFor(
            [&] { return record.concernId() == concern && record.state() == triage::LoadState::Filled; });
    };
    const QString first = m_first.toHex();
    const int row = m_model->inbox()->rowOf(first);
    return open(m_model->inbox()->concernAt(row == 0 ? 1 : 0)) && open(first) && record.decision()->isResumed() &&
           QTest::qWaitFor([&] { return m_model->inbox()->rows().at(row).item.decisionBegun; });
}

void TriageScene::addConflict()
{
    (void)m_world->champion->act(
        [&](const Action &a) { return triage::setUrgency(a, m_first, triage::Urgency::Today); });
    m_world->clock.advance(std::chrono::minutes(3));
    (void)m_world->admin->act(
        [&](const Action &a) { return triage::setUrgency(a, m_first, triage::Urgency::Immediate); });
    show();
}

void TriageScene::addAfterTheDecision()
{
    (void)m_world->champion->act([&](const Action &a) {
        const auto known = records::unweighed(a.tx, m_first);
        return triage::decide(a, m_first, {1, u"She is safe."_s, u"A visit."_s, {}}, {known->first().id});
    });
    m_world->clock.advance(std::chrono::hours(3));
    (void)m_world->amend(m_first, u"She told me today that one of them has a knife."_s);
    show();
}

void TriageScene::closeVault()
{
    m_world->champion->vault->close();
    m_model->refresh();
}

int TriageScene::receiptsAtTablet(const QString &concernId)
{
    if (!m_world->settle())
        qFatal("no rest");
    const Uuid concern = Uuid::fromHex(concernId).value_or(Uuid{});
    const auto answers =
        m_world->tablet->read([&](ReadTx &tx) { return records::linkedTo(tx, concern, Relation::AnswerTo); });
    return answers ? int(answers->size()) : -1;
}

} // namespace safelight::testing
