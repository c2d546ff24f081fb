// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/query.h"
#include "app/store/records.h"
#include "tests/support/sim/faults.h"
#include "tests/support/sim/world.h"

#include <set>
#include <sqlcipher/sqlite3.h>

using namespace Qt::StringLiterals;

namespace safelight::testing
{

namespace
{

using ChangeName = std::pair<DeviceId, Uuid>;

template <class... Values>
std::int64_t count(SimDevice &device, std::string_view sql, const Values &...values)
{
    const auto number = device.store->read([&](ReadTx &tx) -> Result<std::int64_t> {
        Query row(tx, sql, values...);
        return row.next() ? row.number(0) : 0;
    });
    return number ? *number : -1;
}

SpaceCursor cursorOf(SimDevice &device, const SpaceId &space)
{
    const auto found = device.store->write([&](WriteTx &tx) { return makeJournal(tx, device.clock)->cursors(); });
    for (const SpaceCursor &cursor : *found) {
        if (cursor.space == space)
            return cursor;
    }
    return {};
}

} // namespace

void World::scanForText(const QByteArray &bytes, const char *where)
{
    if (bytes.contains("canary-") || bytes.contains("answer-"))
        violated(u"20: plain text in a %1"_s.arg(QLatin1StringView(where)));
}

std::set<std::pair<DeviceId, Uuid>> World::changesOn(SimDevice &device)
{
    std::set<ChangeName> found;
    const Done read = device.store->read([&](ReadTx &tx) -> Done {
        Query row(tx, "SELECT author, id FROM change");
        while (row.next())
            found.insert({row.id<DeviceId>(0), row.id<Uuid>(1)});
        return done();
    });
    if (!read)
        violated(u"%1 cannot be read"_s.arg(device.name));
    return found;
}

/// The service is back on an older copy and the author cannot send again: its readers can.
void World::loseTablet()
{
    m_tablet.gone = true;
    for (SimDevice *reader : {&m_champion, &m_admin})
        m_survived.merge(changesOn(*reader));
}

/// 3: nothing counts as being at the service that was never committed there. 8: own chains have no gap.
/// 9: what was acknowledged keeps its bytes.
void World::checkAcked(SimDevice &device)
{
    for (const SpaceId &space : std::as_const(device.follows)) {
        const SpaceCursor cursor = cursorOf(device, space);
        const auto own = device.store->write(
            [&](WriteTx &tx) { return makeJournal(tx, device.clock)->ownAt(space, cursor.ackedSeq); });
        if (cursor.ackedSeq > 0 && own && *own) {
            const auto [at, fresh] = m_acked.try_emplace({&device, space, cursor.ackedSeq}, (*own)->hash);
            if (!fresh && !m_luck->bytesMayChange() && at->second != (*own)->hash)
                violated(u"9: %1 changed the bytes of an acknowledged envelope"_s.arg(device.name));
            if (!m_service.everCommitted(space, (*own)->hash))
                violated(u"3: %1 shows \"at the service\" for what was never committed"_s.arg(device.name));
        }
    }
}

void World::checkAfterAbsorb(SimDevice &device)
{
    checkAcked(device);
    checkEpochs(device);
}

/// 12: what a device has verified it does not unlearn, also not over a start.
void World::checkEpochs(SimDevice &device)
{
    for (const SpaceId &space : std::as_const(device.follows)) {
        const Roster *roster = device.engine->roster(space);
        std::uint32_t &epoch = m_epochs[{&device, space}];
        if (roster && roster->epoch() < epoch)
            violated(u"12: %1 went back to an older epoch"_s.arg(device.name));
        if (roster)
            epoch = std::max(epoch, roster->epoch());
    }
}

/// The service of a world is honest, whatever happens to it: doubting it is a bug.
void World::checkDoubts(const SimDevice &device, const SyncOutcome &outcome)
{
    for (auto it = outcome.doubted.cbegin(); it != outcome.doubted.cend(); ++it)
        violated(u"21: %1 takes an honest service for a liar: error %2 in %3"_s.arg(device.name)
                     .arg(int(it.value()))
                     .arg(QString::fromLatin1(it.key().toByteArray().toHex())));
}

/// 1: what somebody was told is saved is there after any crash.
void World::checkAfterRestart(SimDevice &device)
{
    checkEpochs(device);
    for (const auto &[key, made] : m_ownMade) {
        if (key.first != &device)
            continue;
        const std::int64_t held =
            count(device, "SELECT count(*) FROM envelope WHERE own = 1 AND space = ? AND saved_ms <> 0", key.second);
        if (held < made)
            violated(u"1: %1 lost %2 of %3 envelopes it said were saved"_s.arg(device.name).arg(made - held).arg(made));
    }
    for (const Saved &saved : std::as_const(m_saved)) {
        if (saved.device != &device || !device.reads.contains(saved.space))
            continue;
        if (count(device, "SELECT count(*) FROM change WHERE author = ? AND id = ?", saved.author, saved.change) != 1)
            violated(u"1: %1 cannot show what it said was saved"_s.arg(device.name));
    }
}

bool World::turn(SimDevice &device, const RequestBudget &link)
{
    ++m_exchanges;
    device.awaiting.reset();
    const Result<SyncRequest> request =
        device.write([&](WriteTx &, Journal &journal, Engine &engine) { return engine.nextRequest(journal, 0, link); });
    if (!request) {
        violated(u"%1 cannot make a request"_s.arg(device.name));
        return false;
    }
    checkAcked(device);
    const QByteArray bytes = encode(*request);
    scanForText(bytes, "request");
    const std::optional<QByteArray> response = m_service.serve(device.keys, bytes);
    if (!response) {
        violated(u"the service does not understand %1"_s.arg(device.name));
        return false;
    }
    const Result<SyncResponse> parsed = decode<SyncResponse>(bytesOf(*response));
    const Result<SyncOutcome> outcome = device.write(
        [&](WriteTx &, Journal &journal, Engine &engine) { return engine.absorb(journal, *request, *parsed); });
    if (!outcome) {
        violated(u"21: %1 refuses an honest answer: error %2, %3"_s.arg(device.name)
                     .arg(int(outcome.error().code))
                     .arg(outcome.error().detail));
        return false;
    }
    checkDoubts(device, *outcome);
    checkAfterAbsorb(device);
    m_moved = m_moved || outcome->received > 0 || outcome->acked > 0 || outcome->again || outcome->rewound;
    if (outcome->removed)
        violated(u"%1 is refused by the service"_s.arg(device.name));
    if (m_settling && !outcome->again && outcome->pending > 0)
        m_moved = true;
    return outcome->again;
}

/// 21: once the faults stop, everybody has everything within a bounded number of exchanges.
void World::quiesce()
{
    m_settling = true;
    constexpr int kRounds = 8;
    constexpr qint64 kWorldBytes = qint64(256) * 1024; // more than one of these mornings makes
    const int turnsAllowed = 12 + int(kWorldBytes / std::min(m_luck->link.pushBytes, m_luck->link.answerBytes));
    m_devices.removeIf([](const SimDevice *device) { return device->gone; });
    for (int round = 0; round < kRounds && m_violations.isEmpty(); ++round) {
        m_moved = false;
        for (SimDevice *device : m_devices) {
            int turns = 0;
            while (m_violations.isEmpty() && turn(*device, m_luck->link)) {
                if (++turns > turnsAllowed)
                    return violated(u"21: %1 does not come to rest"_s.arg(device->name));
            }
        }
        if (!m_moved)
            return;
    }
    if (m_violations.isEmpty())
        violated(u"21: the devices do not converge"_s);
}

void World::checkAtRest()
{
    for (TestSpace *space : m_org.spaces())
        checkServiceLog(*space);
    for (SimDevice *device : m_devices) {
        checkContents(*device);
        device->restart();
        checkAfterRestart(*device);
    }
    checkKiosk();

    // 4: equal sets of envelopes, byte-equal state; and the cache is a function of the envelopes
    const auto digestOf = [](SimDevice &device) {
        return device.store->read([](ReadTx &tx) { return records::digest(tx); });
    };
    const Result<QByteArray> champion = digestOf(m_champion);
    const Result<QByteArray> admin = digestOf(m_admin);
    if (!champion || !admin || *champion != *admin) {
        const bool alone = std::any_of(m_saved.cbegin(), m_saved.cend(), [&](const Saved &saved) {
            return saved.refused && (saved.device == &m_champion || saved.device == &m_admin);
        });
        if (!alone && !m_luck->bytesMayChange()) // a refused envelope stays on its author's device
            violated(u"4: champion and administrator hold the same and show different things"_s);
    }
    if (m_seed % 4 == 0 && m_violations.isEmpty())
        checkFromNothing(*champion);
    if (m_seed % 8 == 0) { // the same for every world, but it costs as much as the world
        for (SimDevice *device : m_devices) {
            const Result<QByteArray> before = digestOf(*device);
            const Done rebuilt = device->write(
                [](WriteTx &tx, Journal &journal, Engine &engine) { return records::rebuild(tx, journal, engine); });
            const Result<QByteArray> after = digestOf(*device);
            if (!rebuilt || !before || !after || *before != *after)
                violated(u"4: %1's rows are not a function of its envelopes"_s.arg(device->name));
        }
    }
}

/// 4: a device that begins with nothing and pulls everything in small pages, with every order of the logs that this
/// makes, comes to show what the one shows that was there all the time.
void World::checkFromNothing(const QByteArray &champion)
{
    SimDevice fresh(m_org, m_org.champion, u"new laptop"_s, m_seed + 77, m_champion.follows, m_champion.reads,
                    Mutation::None);
    fresh.clock.setNow(toMs(m_champion.clock.now()));
    const RequestBudget small{2048, qint64(1024) << below(4)};
    int turnsLeft = 600;
    while (m_violations.isEmpty() && turn(fresh, small)) {
        if (--turnsLeft == 0)
            return violated(u"21: a new laptop does not come to rest"_s);
    }
    if (!m_violations.isEmpty())
        return;
    if (const std::int64_t aside = count(fresh, "SELECT count(*) FROM attention"); aside != 0)
        violated(u"4: a new laptop sets %1 good envelopes aside"_s.arg(aside));
    const std::int64_t refused = count(m_champion, "SELECT count(*) FROM envelope WHERE refused IS NOT NULL");
    const Result<QByteArray> digest = fresh.store->read([](ReadTx &tx) { return records::digest(tx); });
    if (refused == 0 && !m_luck->bytesMayChange() && (!digest || *digest != champion))
        violated(u"4: a new laptop holds the same as the champion and shows other things"_s);
}

/// 7: no gap, the log hash recomputes. 8: every author's numbers and chain. 20: ciphertext only.
void World::checkServiceLog(TestSpace &space)
{
    const QList<service::StoredEnvelope> log = m_service.real().log(space.id);
    LogHash hash;
    std::uint64_t seq = 0;
    std::map<DeviceId, AuthorHead> heads;
    for (const service::StoredEnvelope &stored : log) {
        hash = nextLogHash(hash, ++seq, stored.recvMs, stored.hash);
        if (stored.seq != seq || stored.logHash != hash)
            violated(u"7: the log of %1 is broken at %2"_s.arg(space.name).arg(seq));
        const Result<Envelope> envelope = parseEnvelope(bytesOf(stored.bytes));
        AuthorHead &head = heads[stored.author];
        if (!envelope || envelope->header.authorSeq != head.seq + 1 || envelope->header.prev != head.hash)
            violated(u"8: an author's chain in %1 is broken at %2"_s.arg(space.name).arg(seq));
        head = {stored.authorSeq, stored.hash};
        scanForText(stored.bytes, "log");
    }
    // 7, at the readers: what they hold is the log, whole
    for (SimDevice *device : m_devices) {
        if (!device->reads.contains(space.id))
            continue;
        const SpaceCursor cursor = cursorOf(*device, space.id);
        const std::int64_t held = count(*device, "SELECT count(*) FROM envelope WHERE space = ? AND seq > 0", space.id);
        if (!m_luck->bytesMayChange() &&
            count(*device, "SELECT count(*) FROM envelope WHERE space = ? AND seq = 0 AND refused IS NULL", space.id) !=
                0)
            violated(u"2: %1 holds of %2 what the service has not"_s.arg(device->name, space.name));
        const std::int64_t last = count(*device, "SELECT max(seq) FROM envelope WHERE space = ?", space.id);
        if (cursor.hiSeq != seq || cursor.hiHash != hash || held != std::int64_t(seq) || last != held)
            violated(u"7: %1 does not hold the log of %2: %3 of %4"_s.arg(device->name, space.name).arg(held).arg(seq));
    }
}

/// 2: exactly what was saved in the spaces a device reads, from whoever and however it came. 18: what was refused
/// holds up nothing and is still readable where it was written.
void World::checkContents(SimDevice &device)
{
    const std::set<ChangeName> found = changesOn(device);
    std::set<ChangeName> expected;
    for (const Saved &saved : std::as_const(m_saved)) {
        if (!device.reads.contains(saved.space) || (saved.refused && saved.device != &device))
            continue;
        for (const Uuid &change : {saved.change, saved.embeds.value_or(saved.change)}) {
            const ChangeName name{saved.author, change};
            if (!saved.device->gone || m_survived.contains(name) || found.contains(name))
                expected.insert(name); // a lost device's unsent notes may be gone; what others held may not
        }
    }
    if (found != expected)
        violated(u"2: %1 shows %2 changes, %3 were saved"_s.arg(device.name).arg(found.size()).arg(expected.size()));

    const auto refused = std::count_if(m_saved.cbegin(), m_saved.cend(),
                                       [&](const Saved &saved) { return saved.refused && saved.device == &device; });
    const std::int64_t tray = count(device, "SELECT count(*) FROM attention");
    const std::int64_t kept = count(device, "SELECT count(*) FROM envelope WHERE own = 1 AND refused IS NOT NULL");
    if (tray != refused || kept != refused)
        violated(u"18: %1 has %2 envelopes in the tray, %3 kept, %4 were refused"_s.arg(device.name)
                     .arg(tray)
                     .arg(kept)
                     .arg(refused));
}

/// 11: a submit-only device opens nothing, ever, including its own; nothing of the text is left anywhere in its file.
void World::checkKiosk()
{
    const SpaceId intake = m_org.intake.id;
    if (count(m_kiosk, "SELECT count(*) FROM epoch_seed WHERE space = ?", intake) != 0 ||
        count(m_kiosk, "SELECT count(*) FROM change WHERE space = ?", intake) != 0)
        violated(u"11: the kiosk opens the intake"_s);
    const Done scanned = m_kiosk.store->read([&](ReadTx &tx) -> Done {
        sqlite3_int64 size = 0;
        unsigned char *image = sqlite3_serialize(tx.db().getHandle(), "main", &size, 0);
        const QByteArray bytes(reinterpret_cast<const char *>(image), qsizetype(size));
        sqlite3_free(image);
        if (bytes.isEmpty() || bytes.contains("canary-"))
            violated(u"11: the kiosk's file holds what was handed in"_s);
        return done();
    });
    if (!scanned)
        violated(u"the kiosk's file cannot be read"_s);
}

QStringList World::seenBy(const QString &name)
{
    QStringList out;
    for (SimDevice *device : m_devices) {
        if (device->name != name)
            continue;
        const auto list = device->store->read([](ReadTx &tx) { return records::list(tx, 1, 10'000); });
        for (const Record &record : *list)
            out.append(record.body.value(qint64(1)).toString());
    }
    out.sort();
    return out;
}

} // namespace safelight::testing
