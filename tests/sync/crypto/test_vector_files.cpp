// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/invite.h"
#include "sync/crypto/login.h"
#include "sync/crypto/words.h"
#include "sync/roster/roster.h"
#include "sync/wire/messages.h"
#include "tests/support/vectorvalues.h"
#include "tests/sync/crypto/crypto_samples.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace safelight;
using namespace safelight::test;
using namespace safelight::testing;

namespace
{

/// The reasons of roster.json, as roster.h says them.
ErrorCode reasonOf(const QString &name)
{
    const QMap<QString, ErrorCode> reasons{{QStringLiteral("stale"), ErrorCode::Stale},
                                           {QStringLiteral("forbidden"), ErrorCode::Forbidden},
                                           {QStringLiteral("not-authentic"), ErrorCode::NotAuthentic},
                                           {QStringLiteral("malformed"), ErrorCode::Malformed},
                                           {QStringLiteral("unsupported"), ErrorCode::Unsupported}};
    return reasons.value(name, ErrorCode::Internal);
}

/// The roster after these entries, or why one of them is refused; `taken` counts those before it.
Result<Roster> rosterOf(const QJsonValue &space, const Roster::Trust &trust, qsizetype &taken)
{
    Roster roster(fixed<SpaceId>(space[u"space"]));
    taken = 0;
    for (const QJsonValue &entry : space[u"entries"].toArray()) {
        const Result<Envelope> envelope = parseEnvelope(bytesOf(hex(entry)));
        if (!envelope)
            return envelope.error();
        Result<Roster> next = roster.with(*envelope, trust);
        if (!next)
            return next.error();
        roster = std::move(*next);
        ++taken;
    }
    return roster;
}

/// Whether it is the roster that the vector describes.
bool isAsSaid(const Roster &roster, const QJsonValue &space)
{
    QMap<QString, int> members;
    for (const Member &member : roster.members()) {
        if (!member.lastAuthorSeq)
            members.insert(member.keys.id.toHex(), int(member.role));
    }
    const QJsonObject said = space[u"members"].toObject();
    bool same = said.size() == members.size();
    for (auto it = said.begin(); it != said.end(); ++it)
        same = same && members.value(it.key()) == it.value().toInt();
    return same && roster.controlHash() == fixed<EnvHash>(space[u"control_hash"]) &&
           int(roster.epoch()) == space[u"epoch"].toInt();
}

/// Whether our reader of that message takes the bytes.
bool takes(const QString &message, const QByteArray &bytes)
{
    const ByteView view = bytesOf(bytes);
    const QMap<QString, bool> taken{{QStringLiteral("SyncRequest"), bool(decode<SyncRequest>(view))},
                                    {QStringLiteral("SyncResponse"), bool(decode<SyncResponse>(view))},
                                    {QStringLiteral("Challenge"), bool(decode<Challenge>(view))},
                                    {QStringLiteral("TokenRequest"), bool(decode<TokenRequest>(view))},
                                    {QStringLiteral("TokenResponse"), bool(decode<TokenResponse>(view))},
                                    {QStringLiteral("SetupRequest"), bool(decode<SetupRequest>(view))},
                                    {QStringLiteral("InviteRequest"), bool(decode<InviteRequest>(view))},
                                    {QStringLiteral("ClaimRequest"), bool(decode<ClaimRequest>(view))},
                                    {QStringLiteral("InviteState"), bool(decode<InviteState>(view))},
                                    {QStringLiteral("WelcomeRequest"), bool(decode<WelcomeRequest>(view))}};
    if (!taken.contains(message))
        qFatal("a message of no name that we know: %s", qPrintable(message));
    return taken.value(message);
}

template <class Message>
bool survives(const QByteArray &bytes)
{
    const Result<Message> message = decode<Message>(bytesOf(bytes));
    return message && encode(*message) == bytes;
}

} // namespace

/// sync/vectors/*.json were written by another implementation (reference.py there): what two agree on.
class TestVectorFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void keys()
    {
        const QJsonObject v = loadVectors("keys.json");
        const SigningKey signing(secret<SigningSeed>(v[u"sign_seed"]));
        const BoxKey box(secret<BoxSeed>(v[u"box_seed"]));
        QCOMPARE(signing.publicKey(), fixed<SignPublic>(v[u"sign_pk"]));
        QCOMPARE(box.publicKey(), fixed<BoxPublic>(v[u"box_pk"]));
        const DeviceId self = deviceIdOf(signing.publicKey(), box.publicKey());
        QCOMPARE(self, fixed<DeviceId>(v[u"device_id"]));
        const SignPublic root = SigningKey(secret<SigningSeed>(v[u"root_seed"])).publicKey();
        QCOMPARE(orgIdOf(root), fixed<OrgId>(v[u"org_id"]));
        QCOMPARE(rootAuthorOf(root), fixed<DeviceId>(v[u"org_id"]));
        const BoxKey recovery(secret<BoxSeed>(v[u"recovery_seed"]));
        QCOMPARE(recoveryIdOf(recovery.publicKey()), fixed<DeviceId>(v[u"recovery_id"]));

        const auto space = fixed<SpaceId>(v[u"space"]);
        const auto epoch = static_cast<std::uint32_t>(v[u"epoch"].toInt());
        const EpochKeys epochKeys(secret<EpochSeed>(v[u"epoch_seed"]));
        QCOMPARE(hexOf(epochKeys.content().span()), v[u"content_key"].toString());
        QCOMPARE(epochKeys.epk(), fixed<BoxPublic>(v[u"epk"]));
        const EpochLink link = epochKeys.linkTo(space, epoch, secret<EpochSeed>(v[u"previous_seed"]));
        QCOMPARE(link.toHex(), v[u"link"].toString());
        checkGrant(epochKeys.grantTo(space, epoch, self, box.publicKey()), v[u"grant"]);
        const DeviceId recoveryId = recoveryIdOf(recovery.publicKey());
        const Grant escrow = epochKeys.grantTo(space, epoch, recoveryId, recovery.publicKey());
        checkGrant(escrow, v[u"recovery_grant"]);
        QVERIFY(openGrant(space, epoch, escrow, recovery, epochKeys.epk()));
        QVERIFY(!openGrant(space, epoch, escrow, box, epochKeys.epk()));
        QVERIFY(!openGrant(space, epoch + 1, escrow, recovery, epochKeys.epk()));
        QVERIFY(!openGrant(space, epoch, escrow, recovery, box.publicKey())); // another seed than the published one
        const QJsonArray labels = v[u"labels"].toArray();
        QCOMPARE(labels.size(), 5);
        for (const QJsonValue &label : labels) {
            const Result<QString> text = openLabel(space, epochKeys, bytesOf(hex(label[u"sealed"])));
            QVERIFY(text);
            QCOMPARE(*text, label[u"text"].toString());
        }
    }

    void envelopes_data()
    {
        QTest::addColumn<QJsonObject>("v");
        const QJsonArray all = loadVectors("envelopes.json")[u"envelopes"].toArray();
        QVERIFY(all.size() > 30);
        for (const QJsonValue &value : all)
            QTest::newRow(qPrintable(value[u"name"].toString())) << value.toObject();
    }
    void envelopes()
    {
        QFETCH(const QJsonObject, v);
        const QJsonObject all = loadVectors("envelopes.json");
        const EpochKeys keys(secret<EpochSeed>(all[u"epoch_seed"]));
        const SigningKey signing(secret<SigningSeed>(all[u"sign_seed"]));
        const auto space = fixed<SpaceId>(all[u"space"]);
        const auto author = fixed<DeviceId>(all[u"author"]);
        const auto epoch = static_cast<std::uint32_t>(all[u"epoch"].toInt());
        QByteArray plain = hex(v[u"plain"]);
        if (!v.contains(u"plain")) {
            plain.resize(v[u"plain_bytes"].toInt());
            for (qsizetype i = 0; i < plain.size(); ++i)
                plain[i] = static_cast<char>((7 * i + 3) & 0xff);
        }
        Envelope envelope;
        if (v[u"codec"].toInt() == 0) {
            const SealInputs inputs{fixed<Salt>(all[u"salt"]), secret<BoxSeed>(all[u"ephemeral_seed"]), false};
            const Result<Envelope> sealed =
                v[u"mode"].toInt() == 0 ? sealMemberWith(space, epoch, keys, author, bytesOf(plain), inputs)
                                        : sealSubmissionWith(space, epoch, keys.epk(), author, bytesOf(plain), inputs);
            QVERIFY(sealed);
            envelope = *sealed;
            signEnvelope(envelope,
                         {static_cast<std::uint64_t>(v[u"author_seq"].toInt()), fixed<EnvHash>(v[u"prev"]),
                          static_cast<std::uint64_t>(v[u"seen_seq"].toInt()), fixed<SeenHash>(v[u"seen_hash"])},
                         signing);
            const QByteArray bytes = encodeEnvelope(envelope);
            if (v.contains(u"envelope"))
                QCOMPARE(hexOf(bytesOf(bytes)), v[u"envelope"].toString());
            else
                QCOMPARE(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256), hex(v[u"envelope_sha256"]));
        } else {
            const Result<Envelope> parsed = parseEnvelope(bytesOf(hex(v[u"envelope"])));
            QVERIFY(parsed);
            envelope = *parsed;
        }
        QVERIFY(verifyEnvelope(envelope, signing.publicKey()));
        QCOMPARE(envHashOf(envelope).toHex(), v[u"env_hash"].toString());
        QCOMPARE(envelope.header.commit.toHex(), v[u"commit"].toString());
        const Result<Opened> opened = openEnvelope(envelope, keys);
        QVERIFY(opened);
        QCOMPARE(opened->plain, plain);
        QCOMPARE(opened->salt, fixed<Salt>(all[u"salt"]));
    }

    void log()
    {
        LogHash hash;
        const QJsonArray log = loadVectors("envelopes.json")[u"log"].toArray();
        QCOMPARE(log.size(), 2);
        for (const QJsonValue &entry : log) {
            hash = nextLogHash(hash, static_cast<std::uint64_t>(entry[u"seq"].toInt()),
                               static_cast<std::int64_t>(entry[u"recv_ms"].toDouble()),
                               fixed<EnvHash>(entry[u"env_hash"]));
            QCOMPARE(hash.toHex(), entry[u"log_hash"].toString());
        }
    }

    void changeSets()
    {
        const QJsonObject v = loadVectors("plaintexts.json");
        const QJsonObject good = v[u"changesets"].toObject();
        QVERIFY(good.size() >= 7);
        for (auto it = good.begin(); it != good.end(); ++it) {
            const Result<ChangeSet> change = decodeChangeSet(bytesOf(hex(it.value())));
            QVERIFY2(change, qPrintable(it.key()));
            if (!it.key().contains(u"skipped") && !it.key().contains(u"ignored") && !it.key().contains(u"kept"))
                QCOMPARE(encodeChangeSet(*change).toHex(), it.value().toString().toLatin1());
        }
        const Result<ChangeSet> embedding = decodeChangeSet(bytesOf(hex(good[u"embed"])));
        const SigningKey author(secret<SigningSeed>(loadVectors("keys.json")[u"sign_seed"]));
        QVERIFY(verifyEmbedded(std::get<EmbedOp>(embedding->ops.first()), author.publicKey()));

        const QJsonObject bad = v[u"refused_changesets"].toObject();
        QVERIFY(bad.size() >= 10);
        for (auto it = bad.begin(); it != bad.end(); ++it)
            QVERIFY2(!decodeChangeSet(bytesOf(hex(it.value()))), qPrintable(it.key()));
    }

    void controls()
    {
        const QJsonObject v = loadVectors("plaintexts.json");
        const QByteArray bytes = hex(v[u"control"]);
        const Result<ControlEntry> entry = decodeControl(bytesOf(bytes));
        QVERIFY(entry);
        QCOMPARE(entry->ctls.size(), qsizetype(7));
        QCOMPARE(encodeControl(*entry), bytes);
        const Result<Envelope> envelope = parseEnvelope(bytesOf(hex(v[u"control_envelope"])));
        QVERIFY(envelope);
        QCOMPARE(envelope->ct, bytes);
        QVERIFY(verifyClear(*envelope));
        const SigningKey author(secret<SigningSeed>(loadVectors("keys.json")[u"sign_seed"]));
        QVERIFY(verifyEnvelope(*envelope, author.publicKey()));
        const QJsonObject bad = v[u"refused_controls"].toObject();
        for (auto it = bad.begin(); it != bad.end(); ++it)
            QVERIFY2(!decodeControl(bytesOf(hex(it.value()))), qPrintable(it.key()));
    }

    void messages()
    {
        const QJsonObject v = loadVectors("messages.json");
        QVERIFY(survives<SyncRequest>(hex(v[u"SyncRequest"])));
        QVERIFY(survives<SyncResponse>(hex(v[u"SyncResponse"])));
        QVERIFY(survives<Challenge>(hex(v[u"Challenge"])));
        QVERIFY(survives<TokenRequest>(hex(v[u"TokenRequest"])));
        QVERIFY(survives<TokenResponse>(hex(v[u"TokenResponse"])));
        QVERIFY(survives<SetupRequest>(hex(v[u"SetupRequest"])));
        QVERIFY(survives<InviteRequest>(hex(v[u"InviteRequest"])));
        QVERIFY(survives<ClaimRequest>(hex(v[u"ClaimRequest"])));
        QVERIFY(survives<InviteState>(hex(v[u"InviteState"])));
        QVERIFY(survives<InviteState>(hex(v[u"InviteState, fresh"])));
        QVERIFY(survives<WelcomeRequest>(hex(v[u"WelcomeRequest"])));
        QCOMPARE(v.size(), 13);
        int count = 0;
        for (const QString &group : {QStringLiteral("taken"), QStringLiteral("refused")}) {
            const QJsonObject kinds = v[group].toObject();
            for (auto kind = kinds.begin(); kind != kinds.end(); ++kind) {
                const QJsonObject cases = kind.value().toObject();
                for (auto it = cases.begin(); it != cases.end(); ++it, ++count)
                    QVERIFY2(takes(kind.key(), hex(it.value())) == (group == u"taken"),
                             qPrintable(kind.key() + QStringLiteral(": ") + it.key()));
            }
        }
        QVERIFY(count > 40);
    }

    void enrolment()
    {
        const QJsonObject v = loadVectors("enrolment.json");
        const QJsonArray typed = v[u"typed"].toArray();
        for (const QJsonValue &text : typed)
            QCOMPARE(InviteCode::parse(text.toString())->text(), v[u"shown"].toString());
        const QJsonArray mistyped = v[u"typed_refused"].toArray();
        QVERIFY(typed.size() >= 6 && mistyped.size() >= 8);
        for (const QJsonValue &text : mistyped)
            QVERIFY2(!InviteCode::parse(text.toString()), qPrintable(text.toString()));
        const InviteCode code = *InviteCode::parse(v[u"shown"].toString());
        QCOMPARE(code.lookup(), fixed<Lookup>(v[u"lookup"]));
        const Result<QByteArray> info = code.open("info", bytesOf(hex(v[u"info_sealed"])));
        QVERIFY(info);
        QCOMPARE(*info, hex(v[u"info"]));
        const Result<InviteInfo> decoded = decodeInviteInfo(bytesOf(*info));
        QVERIFY(decoded);
        QCOMPARE(encode(*decoded), *info);
        QCOMPARE(decoded->organisation, QStringLiteral("Ashdown Council"));

        const ClaimRequest claim{fixed<InstallId>(v[u"install"]),  fixed<SignPublic>(v[u"login_pk"]),
                                 fixed<SignPublic>(v[u"sign_pk"]), fixed<BoxPublic>(v[u"box_pk"]),
                                 hex(v[u"label_sealed"]),          hex(v[u"mac"])};
        QVERIFY(code.verifyMac(claim));
        QStringList words;
        const QJsonArray numbers = v[u"comparison"].toArray();
        for (const QJsonValue &number : numbers)
            words.append(comparisonWord(static_cast<std::uint64_t>(number.toInt())));
        QCOMPARE(comparisonWords(fixed<SignPublic>(v[u"root_pk"]), claim, code.lookup()), words);

        const BoxKey box(secret<BoxSeed>(v[u"box_seed"]));
        const Result<Welcome> welcome = openWelcome(box, code.lookup(), bytesOf(hex(v[u"welcome_sealed"])));
        QVERIFY(welcome);
        QCOMPARE(welcome->person, QStringLiteral("Priya Example"));
        QCOMPARE(welcome->spaces.size(), qsizetype(2));
        QCOMPARE(welcome->spaces[1].name, QStringLiteral("Intake"));
    }

    void signatures()
    {
        const QJsonObject v = loadVectors("enrolment.json");
        const SigningKey login(secret<SigningSeed>(v[u"login_seed"]));
        const auto install = fixed<InstallId>(v[u"install"]);
        const QByteArray challenge = hex(v[u"challenge"]);
        QCOMPARE(signLogin(login, v[u"origin"].toString(), install, bytesOf(challenge)),
                 fixed<Signature>(v[u"login_signature"]));
        SetupRequest setup{install,
                           fixed<SignPublic>(v[u"login_pk"]),
                           {},
                           fixed<SignPublic>(v[u"sign_pk"]),
                           fixed<BoxPublic>(v[u"box_pk"]),
                           fixed<Signature>(v[u"setup_signature"])};
        setup.device = deviceIdOf(setup.signPk, setup.boxPk);
        QVERIFY(verifySetup(fixed<SignPublic>(v[u"root_pk"]), setup));
    }

    void refusedEnvelopes()
    {
        const QJsonObject v = loadVectors("refused.json");
        const EpochKeys keys(secret<EpochSeed>(v[u"epoch_seed"]));
        const auto author = fixed<SignPublic>(v[u"sign_pk"]);
        const auto each = [&](const char *group, auto check) {
            const QJsonObject cases = v[QLatin1String(group)].toObject();
            QVERIFY(cases.size() >= 2);
            for (auto it = cases.begin(); it != cases.end(); ++it)
                QVERIFY2(check(hex(it.value())), qPrintable(it.key()));
        };
        each("controls", [&](const QByteArray &bytes) {
            const auto envelope = parseEnvelope(bytesOf(bytes));
            return envelope && verifyEnvelope(*envelope, author) && openEnvelope(*envelope, keys);
        });
        each("set_aside", [&](const QByteArray &bytes) { // the log takes them; opening does not
            const auto envelope = parseEnvelope(bytesOf(bytes));
            return envelope && verifyEnvelope(*envelope, author) && !openEnvelope(*envelope, keys);
        });
        each("not_authentic", [&](const QByteArray &bytes) {
            const auto envelope = parseEnvelope(bytesOf(bytes));
            return envelope && !verifyEnvelope(*envelope, author);
        });
        each("does_not_parse", [&](const QByteArray &bytes) { return !parseEnvelope(bytesOf(bytes)); });
    }

    void rosters()
    {
        const QJsonObject v = loadVectors("roster.json");
        const auto rootPk = fixed<SignPublic>(v[u"root_pk"]);
        qsizetype taken = 0;
        const Result<Roster> organisation = rosterOf(v[u"organisation"], {rootPk, nullptr}, taken);
        QVERIFY(organisation);
        QVERIFY(isAsSaid(*organisation, v[u"organisation"]));
        const auto refused = [&](const QJsonArray &cases, const Roster::Trust &trust) {
            for (const QJsonValue &one : cases) {
                const QByteArray name = one[u"name"].toString().toUtf8();
                const Result<Roster> roster = rosterOf(one, trust, taken);
                QVERIFY2(!roster, name.constData());
                QVERIFY2(taken == one[u"entries"].toArray().size() - 1,
                         name.constData()); // the last, not an earlier one
                QVERIFY2(roster.error().code == reasonOf(one[u"reason"].toString()), name.constData());
            }
        };
        refused(v[u"organisation_refused"].toArray(), {rootPk, nullptr});
        refused(v[u"refused"].toArray(), {rootPk, &*organisation});
        QVERIFY(v[u"refused"].toArray().size() > 30);
        QVERIFY(v[u"accepted"].toArray().size() > 5);
        for (const QJsonValue &one : v[u"accepted"].toArray()) {
            const Result<Roster> roster = rosterOf(one, {rootPk, &*organisation}, taken);
            QVERIFY2(roster, qPrintable(one[u"name"].toString()));
            QVERIFY2(isAsSaid(*roster, one), qPrintable(one[u"name"].toString()));
        }
    }

    void words()
    {
        QFile file(QStringLiteral(":/vectors/words.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList words = QString::fromLatin1(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(words.size(), 1024);
        for (qsizetype i = 0; i < words.size(); ++i)
            QCOMPARE(comparisonWord(std::uint64_t(i)), words.at(i));
    }

private:
    static void checkGrant(const Grant &grant, const QJsonValue &expected)
    {
        QCOMPARE(grant.reader.toHex() + grant.gpk.toHex() + grant.box.toHex(), expected.toString());
    }
};

QTEST_GUILESS_MAIN(TestVectorFiles)
#include "test_vector_files.moc"
