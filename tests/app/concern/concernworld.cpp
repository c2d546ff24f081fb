// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/concern/concernworld.h"

#include "tests/support/vaultsupport.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{
namespace
{

template <class T>
T must(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: error %d %s", what, int(result.error().code), qUtf8Printable(result.error().detail));
    return std::move(*result);
}

Passphrase passphrase() { return Passphrase(u"umbrella teapot over the river"_s); }

} // namespace

ConcernDevice::ConcernDevice(const QString &folderPath, const QString &person, quint8 kind,
                             const DeviceKeys &deviceKeys, TestOrg &org, ManualClock &testClock,
                             const ConcernRules &concernRules, std::uint64_t seed)
    : folder(folderPath)
    , keys(deviceKeys)
    , clock(testClock)
    , rules(concernRules)
    , random(seed)
{
    VaultOwner owner = ownerOf(org, keys, person);
    owner.deviceKind = kind;
    vault =
        must(vault::create(folder, passphrase(), cloned(keys), owner, spacesOf(org, keys), clock, random, kTestCost),
             "vault");
}

void ConcernDevice::unlock() { vault = must(vault::open(folder, passphrase(), clock, random), "unlock"); }

ConcernContext ConcernDevice::context()
{
    return {*vault,
            rules,
            clock,
            random,
            [](const Error &error) { return u"Problem %1."_s.arg(int(error.code)); },
            [](const Error &error) { return u"Another problem %1."_s.arg(int(error.code)); },
            [](ErrorCode why) { return u"Refused %1."_s.arg(int(why)); }};
}

Result<SavedConcern> ConcernDevice::save(const ConcernDraft &draft, const Uuid &draftId)
{
    return write([&](WriteTx &tx, Journal &journal, Engine &engine) {
        return concerns::save(tx, journal, engine, rules, draft, draftId, toMs(clock.now()));
    });
}

Result<SavedConcern> ConcernDevice::handIn(const ConcernDraft &draft, const Uuid &draftId)
{
    return write([&](WriteTx &tx, Journal &journal, Engine &engine) {
        return concerns::handIn(tx, journal, engine, rules, draft, draftId, toMs(clock.now()));
    });
}

bool ConcernDevice::sync(TestService &service, const std::optional<SpaceId> &spoiled)
{
    for (int round = 0; round < 40; ++round) {
        const auto request =
            write([](WriteTx &, Journal &journal, Engine &engine) { return engine.nextRequest(journal); });
        if (!request)
            return false;
        SyncRequest arrives = *request;
        for (Ask &ask : arrives.asks) {
            for (QByteArray &envelope : ask.push) {
                if (ask.space == spoiled)
                    envelope.front() = char(~envelope.front());
            }
        }
        const auto response = service.sync(keys, arrives);
        if (!response)
            return false;
        const auto outcome = write(
            [&](WriteTx &, Journal &journal, Engine &engine) { return engine.absorb(journal, *request, *response); });
        if (!outcome)
            return false;
        if (!outcome->again)
            return true;
    }
    return false;
}

void ConcernDevice::refuse(const char *table, bool refused)
{
    must(write([&](WriteTx &tx, Journal &, Engine &) {
             const std::string name = std::string("refuse_") + table;
             tx.db().exec(refused ? "CREATE TRIGGER " + name + " BEFORE INSERT ON " + table +
                                        " BEGIN SELECT RAISE(ABORT, 'refused'); END"
                                  : "DROP TRIGGER " + name);
             return done();
         }),
         "refuse");
}

void ConcernDevice::setMayHandIn(bool may)
{
    must(write([&](WriteTx &tx, Journal &, Engine &) -> Done {
             Result<FollowedSpace> intake = spaces::ofKind(tx, SpaceKind::Intake);
             if (!intake)
                 return intake.error();
             intake->role = may ? Role::Submit : Role::Read;
             return spaces::add(tx, *intake);
         }),
         "intake");
}

bool ConcernDevice::refuseSending(const Uuid &record, ErrorCode why)
{
    const auto sent = read([&](ReadTx &tx) { return outbox::custodyOf(tx, record); });
    if (!sent || sent->isEmpty())
        return false;
    return write([&](WriteTx &, Journal &journal, Engine &) -> Done {
               return journal.needsAttention(sent->last().space, sent->last().envelope, why);
           })
        .has_value();
}

void ConcernDevice::setDiskFull(bool full)
{
    refuse("draft", full);
    refuse("envelope", full);
}

Done ConcernDevice::refuseSlip(const SpaceId &intake, const QString &slip)
{
    return write([&](WriteTx &tx, Journal &journal, Engine &) -> Done {
        const Result<std::optional<Slip>> found = slips::find(tx, slip);
        if (!found)
            return found.error();
        return *found ? journal.needsAttention(intake, (*found)->envelope, ErrorCode::Forbidden)
                      : Done(ErrorCode::NotFound);
    });
}

bool ConcernDevice::holdsText(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    const QByteArray utf16(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    return must(read([&](ReadTx &tx) -> Result<bool> {
                    std::vector<std::string> tables;
                    SQLite::Statement names(tx.db(), "SELECT name FROM sqlite_master WHERE type = 'table'");
                    while (names.executeStep())
                        tables.push_back(names.getColumn(0).getString());
                    for (const std::string &table : tables) {
                        SQLite::Statement rows(tx.db(), "SELECT * FROM \"" + table + '"');
                        while (rows.executeStep()) {
                            for (int column = 0; column < rows.getColumnCount(); ++column) {
                                const SQLite::Column value = rows.getColumn(column);
                                const auto bytes = QByteArray::fromRawData(static_cast<const char *>(value.getBlob()),
                                                                           value.getBytes());
                                if (bytes.contains(utf8) || bytes.contains(utf16))
                                    return true;
                            }
                        }
                    }
                    return false;
                }),
                "search");
}

ConcernWorld::ConcernWorld()
    : rules(must(ConcernRules::from(must(FormCatalogue::builtIn(), "forms")), "rules"))
{
    if (!folder.isValid())
        qFatal("no temporary folder");
    service.bringUp();
    tablet = std::make_unique<ConcernDevice>(folder.filePath(u"tablet"_s), u"Amina Rahman"_s, quint8(1), org.tablet,
                                             org, clock, rules, 11);
    kiosk = std::make_unique<ConcernDevice>(folder.filePath(u"kiosk"_s), u"Library desk"_s, quint8(2), org.kiosk, org,
                                            clock, rules, 12);
    champion = std::make_unique<ConcernDevice>(folder.filePath(u"champion"_s), u"Owen Pryce"_s, quint8(3), org.champion,
                                               org, clock, rules, 13);
    if (!settle())
        qFatal("the devices do not come to rest");
}

ConcernDraft ConcernWorld::note(const QString &text) const
{
    ConcernDraft draft;
    draft.danger = Danger::No;
    draft.dangerAnsweredMs = draft.startedMs = toMs(clock.now());
    draft.statements = {{StatementKind::Saw, text, {}, {}}};
    draft.who = u"grey tent, woman about 40"_s;
    draft.where = u"Aldgate"_s;
    return draft;
}

void ConcernWorld::answer(const TestSpace &space, const Uuid &concern, qint64 stage, const QString &byName,
                          const QString &message, const QString &slip)
{
    answerAs(*champion, space, concern, stage, byName, message, slip);
}

void ConcernWorld::answerAs(ConcernDevice &author, const TestSpace &space, const Uuid &concern, qint64 stage,
                            const QString &byName, const QString &message, const QString &slip)
{
    must(author.write([&](WriteTx &, Journal &journal, Engine &engine) {
        const ReceiptForm &form = rules.forms.receipt;
        QCborMap body{{qint64(form.stage), stage}, {qint64(form.atMs), qint64(toMs(clock.now()))}};
        if (!byName.isEmpty())
            body.insert(qint64(form.byName), byName);
        if (!message.isEmpty())
            body.insert(qint64(form.message), message);
        if (!slip.isEmpty())
            body.insert(qint64(form.slip), slip);
        const Uuid id = engine.nextRecord();
        return engine.record(journal, space.id,
                             engine.begin({CreateOp{id, form.type, body}, LinkOp{id, Relation::AnswerTo, concern}}));
    }),
         "answer");
}

bool ConcernWorld::settle()
{
    for (int round = 0; round < 2; ++round) {
        for (ConcernDevice *device : {tablet.get(), kiosk.get(), champion.get()}) {
            if (!device->sync(service))
                return false;
        }
    }
    return true;
}

} // namespace safelight::testing
