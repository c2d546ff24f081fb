// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage_suite.h"

using namespace Qt::StringLiterals;

namespace safelight::test
{

using namespace service;

SpaceId StorageSuite::spaceNamed(char name) { return *SpaceId::from(QByteArrayView(QByteArray(16, name))); }
DeviceId StorageSuite::authorNamed(char name) { return *DeviceId::from(QByteArrayView(QByteArray(16, name))); }

StoredEnvelope StorageSuite::envelope(std::uint64_t seq, const DeviceId &author, std::uint64_t authorSeq,
                                      EnvelopeKind kind, qsizetype ctBytes)
{
    StoredEnvelope out;
    out.seq = seq;
    out.recvMs = std::int64_t(1000 + seq);
    out.author = author;
    out.authorSeq = authorSeq;
    out.kind = kind;
    out.bytes = QByteArray(kSignedHeaderBytes, char(seq)) + QByteArray(ctBytes, char(authorSeq));
    out.hash = envHashOf(bytesOf(out.bytes.first(kSignedHeaderBytes)));
    out.logHash.bytes.fill(std::byte(seq));
    return out;
}

void StorageSuite::headsAreSavedAndListed()
{
    const SpaceHead first{spaceNamed('a'), 1, envelope(1, authorNamed('x'), 1).logHash, {}};
    SpaceHead second{spaceNamed('b'), 2, envelope(2, authorNamed('x'), 1).logHash, {}};
    must(m_store->write([&](StorageTx &tx) -> Done {
        must(tx.saveHead(first));
        must(tx.saveHead(second));
        second.seq = 9;
        second.controlHash = envelope(3, authorNamed('x'), 1).hash;
        return tx.saveHead(second);
    }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            const auto head = *tx.head(second.space);
            QVERIFY(head);
            QCOMPARE(head->seq, 9U);
            QVERIFY(head->controlHash == second.controlHash);
            QVERIFY(head->hash == second.hash);
            QVERIFY(!*tx.head(spaceNamed('z')));
            const QList<SpaceHead> all = *tx.heads();
            QCOMPARE(all.size(), 2);
            QVERIFY(all.first().space == first.space);
        }();
        return done();
    }));
}

void StorageSuite::entriesComeBackInOrderAndWhole()
{
    const SpaceId space = spaceNamed('a');
    must(m_store->write([&](StorageTx &tx) -> Done {
        for (std::uint64_t seq = 1; seq <= 5; ++seq)
            must(tx.append(space, envelope(seq, authorNamed('x'), seq, EnvelopeKind::Changes, qsizetype(seq) * 16)));
        return tx.append(spaceNamed('b'), envelope(1, authorNamed('x'), 1));
    }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            const QList<StoredEnvelope> rows = *tx.range(space, 2, 1 << 20);
            QCOMPARE(rows.size(), 3);
            for (qsizetype i = 0; i < rows.size(); ++i) {
                const StoredEnvelope wanted = envelope(std::uint64_t(i) + 3, authorNamed('x'), std::uint64_t(i) + 3,
                                                       EnvelopeKind::Changes, (i + 3) * 16);
                QCOMPARE(rows.at(i).seq, wanted.seq);
                QCOMPARE(rows.at(i).recvMs, wanted.recvMs);
                QCOMPARE(rows.at(i).bytes, wanted.bytes);
                QVERIFY(rows.at(i).hash == wanted.hash);
                QVERIFY(rows.at(i).logHash == wanted.logHash);
            }
            QVERIFY(tx.range(space, 5, 1 << 20)->isEmpty());
            QVERIFY(**tx.logHashAt(space, 4) == envelope(4, authorNamed('x'), 4).logHash);
            QVERIFY(!*tx.logHashAt(space, 6));
        }();
        return done();
    }));
}

void StorageSuite::rangeStopsAtBytesButNeverAtNothing()
{
    const SpaceId space = spaceNamed('a');
    must(m_store->write([&](StorageTx &tx) -> Done {
        for (std::uint64_t seq = 1; seq <= 4; ++seq)
            must(tx.append(space, envelope(seq, authorNamed('x'), seq, EnvelopeKind::Changes, 260)));
        return done();
    }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            QCOMPARE(tx.range(space, 0, 1)->size(), 1);
            QCOMPARE(tx.range(space, 0, 999)->size(), 1);
            QCOMPARE(tx.range(space, 0, 1000)->size(), 2);
            QCOMPARE(tx.range(space, 0, 2000)->size(), 4);
        }();
        return done();
    }));
}

void StorageSuite::controlsAloneAreListed()
{
    const SpaceId space = spaceNamed('a');
    must(m_store->write([&](StorageTx &tx) -> Done {
        must(tx.append(space, envelope(1, authorNamed('x'), 1, EnvelopeKind::Control)));
        must(tx.append(space, envelope(2, authorNamed('x'), 2)));
        return tx.append(space, envelope(3, authorNamed('x'), 3, EnvelopeKind::Control));
    }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            QCOMPARE(tx.controls(space, 0)->size(), 2);
            QCOMPARE(tx.controls(space, 1)->size(), 1);
            QCOMPARE(tx.controls(space, 1)->first().seq, 3U);
        }();
        return done();
    }));
}

void StorageSuite::authorsHaveHeadsAndHashes()
{
    const SpaceId space = spaceNamed('a');
    const DeviceId x = authorNamed('x');
    const DeviceId y = authorNamed('y');
    must(m_store->write([&](StorageTx &tx) -> Done {
        must(tx.append(space, envelope(1, x, 1)));
        must(tx.append(space, envelope(2, y, 1)));
        return tx.append(space, envelope(3, x, 2));
    }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            QCOMPARE(tx.authorHead(space, x)->seq, 2U);
            QVERIFY(tx.authorHead(space, x)->hash == envelope(3, x, 2).hash);
            QCOMPARE(tx.authorHead(space, y)->seq, 1U);
            QCOMPARE(tx.authorHead(spaceNamed('b'), x)->seq, 0U);
            QVERIFY(tx.authorHead(space, authorNamed('z'))->hash.isZero());
            QVERIFY(**tx.authorHashAt(space, x, 1) == envelope(1, x, 1).hash);
            QVERIFY(!*tx.authorHashAt(space, x, 3));
        }();
        return done();
    }));
}

void StorageSuite::oneNumberIsGivenOnce()
{
    const SpaceId space = spaceNamed('a');
    must(m_store->write([&](StorageTx &tx) { return tx.append(space, envelope(1, authorNamed('x'), 1)); }));
    const Done sameSeq =
        m_store->write([&](StorageTx &tx) { return tx.append(space, envelope(1, authorNamed('y'), 1)); });
    QVERIFY(!sameSeq);
    const Done sameAuthorSeq =
        m_store->write([&](StorageTx &tx) { return tx.append(space, envelope(2, authorNamed('x'), 1)); });
    QVERIFY(!sameAuthorSeq);
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] { QCOMPARE(tx.range(space, 0, 1 << 20)->size(), 1); }();
        return done();
    }));
}

void StorageSuite::anErrorUndoesEverything()
{
    const SpaceId space = spaceNamed('a');
    const Done refused = m_store->write([&](StorageTx &tx) -> Done {
        must(tx.append(space, envelope(1, authorNamed('x'), 1)));
        must(tx.saveHead({space, 1, {}, {}}));
        must(tx.saveSetting(u"k"_s, "v"));
        return Error{ErrorCode::Forbidden, {}};
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Forbidden);
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            QVERIFY(tx.range(space, 0, 1 << 20)->isEmpty());
            QVERIFY(!*tx.head(space));
            QCOMPARE(tx.authorHead(space, authorNamed('x'))->seq, 0U);
            QVERIFY(tx.setting(u"k"_s)->isEmpty());
        }();
        return done();
    }));
    must(m_store->write([&](StorageTx &tx) { return tx.append(space, envelope(1, authorNamed('x'), 1)); }));
}

void StorageSuite::anExceptionUndoesEverything()
{
    for (const bool writes : {true, false}) {
        const auto work = [&](StorageTx &tx) -> Done {
            if (writes) {
                if (Done saved = tx.saveSetting(u"half"_s, "x"); !saved)
                    return saved;
            }
            throw std::bad_alloc();
        };
        const Done refused = writes ? m_store->write(work) : m_store->read(work);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ServiceUnavailable);
        must(m_store->write([&](StorageTx &tx) -> Done {
            const auto half = tx.setting(u"half"_s);
            if (!half || !half->isEmpty())
                return ErrorCode::Conflict;
            return tx.saveSetting(u"whole"_s, "y");
        }));
    }
}

void StorageSuite::installationsAndPrincipals()
{
    const Install install{*InstallId::from(QByteArrayView(QByteArray(16, 'i'))),
                          *SignPublic::from(QByteArrayView(QByteArray(32, 'l'))), false};
    const DevicePublic device{authorNamed('d'), *SignPublic::from(QByteArrayView(QByteArray(32, 's'))),
                              *BoxPublic::from(QByteArrayView(QByteArray(32, 'b')))};
    must(m_store->write([&](StorageTx &tx) -> Done {
        must(tx.saveInstall(install));
        return tx.savePrincipal(install.id, device);
    }));
    must(m_store->write([&](StorageTx &tx) { return tx.saveInstall({install.id, install.loginPk, true}); }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            const auto found = *tx.install(install.id);
            QVERIFY(found);
            QVERIFY(found->blocked);
            QVERIFY(found->loginPk == install.loginPk);
            QVERIFY(!*tx.install(*InstallId::from(QByteArrayView(QByteArray(16, 'j')))));
            QCOMPARE(tx.principalsOf(install.id)->size(), 1);
            QVERIFY(tx.principalsOf(install.id)->first() == device);
            QVERIFY(**tx.installOf(device.id) == install.id);
            QVERIFY(!*tx.installOf(authorNamed('e')));
        }();
        return done();
    }));
}

void StorageSuite::aPrincipalDoesNotMove()
{
    const InstallId one = *InstallId::from(QByteArrayView(QByteArray(16, '1')));
    const InstallId two = *InstallId::from(QByteArrayView(QByteArray(16, '2')));
    const DevicePublic device{authorNamed('d'), *SignPublic::from(QByteArrayView(QByteArray(32, 's'))),
                              *BoxPublic::from(QByteArrayView(QByteArray(32, 'b')))};
    must(m_store->write([&](StorageTx &tx) -> Done {
        must(tx.saveInstall({one, *SignPublic::from(QByteArrayView(QByteArray(32, 'l'))), false}));
        must(tx.saveInstall({two, *SignPublic::from(QByteArrayView(QByteArray(32, 'l'))), false}));
        must(tx.savePrincipal(one, device));
        return tx.savePrincipal(two, device);
    }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            QCOMPARE(tx.principalsOf(one)->size(), 1);
            QVERIFY(tx.principalsOf(two)->isEmpty());
        }();
        return done();
    }));
}

void StorageSuite::invitationsLiveAndGo()
{
    const Lookup lookup = *Lookup::from(QByteArrayView(QByteArray(16, 'q')));
    InviteState state{"info", 5000, std::nullopt, {}};
    must(m_store->write([&](StorageTx &tx) { return tx.saveInvite(lookup, state); }));
    ClaimRequest claim;
    claim.label = "label";
    claim.mac = QByteArray(32, 'm');
    state.claim = claim;
    state.welcome = "welcome";
    must(m_store->write([&](StorageTx &tx) { return tx.saveInvite(lookup, state); }));
    must(m_store->write([&](StorageTx &tx) { return tx.dropExpiredInvites(4999); }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            const auto found = *tx.invite(lookup);
            QVERIFY(found);
            QVERIFY(*found == state);
        }();
        return done();
    }));
    must(m_store->write([&](StorageTx &tx) { return tx.dropExpiredInvites(5000); }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] { QVERIFY(!*tx.invite(lookup)); }();
        return done();
    }));
}

void StorageSuite::settingsAreKept()
{
    must(m_store->write([&](StorageTx &tx) { return tx.saveSetting(u"root_pk"_s, "one"); }));
    must(m_store->write([&](StorageTx &tx) { return tx.saveSetting(u"root_pk"_s, QByteArray("t\0o", 3)); }));
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            QCOMPARE(*tx.setting(u"root_pk"_s), QByteArray("t\0o", 3));
            QVERIFY(tx.setting(u"absent"_s)->isEmpty());
        }();
        return done();
    }));
}

void StorageSuite::survivesClosing()
{
    const SpaceId space = spaceNamed('a');
    must(m_store->write([&](StorageTx &tx) -> Done {
        must(tx.append(space, envelope(1, authorNamed('x'), 1)));
        return tx.saveHead({space, 1, envelope(1, authorNamed('x'), 1).logHash, {}});
    }));
    m_store.reset();
    m_store = reopen();
    if (!m_store)
        QSKIP("this store lives in memory only");
    must(m_store->read([&](StorageTx &tx) -> Done {
        [&] {
            QCOMPARE(tx.range(space, 0, 1 << 20)->size(), 1);
            QCOMPARE((*tx.head(space))->seq, 1U);
        }();
        return done();
    }));
}

} // namespace safelight::test
