// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/error.h"
#include "tests/support/programs.h"

#include <QFile>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// safelight-ctl envelope seal and open against the appendix of sync-protocol, as a second implementation would use it.
class TestCtlEnvelope : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Programs m_world; // only for its ctl(): no service is started

    QString key(const QString &name, char byte)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write("# a seed of the published vectors\n" + QByteArray(32, byte).toHex() + '\n');
        return path;
    }
    QStringList sealOptions()
    {
        return {u"envelope"_s,
                u"seal"_s,
                u"--space"_s,
                u"44"_s.repeated(16),
                u"--epoch"_s,
                u"7"_s,
                u"--seed-file"_s,
                key(u"seed"_s, 0x11),
                u"--sign-seed-file"_s,
                key(u"sign"_s, 0x22),
                u"--box-seed-file"_s,
                key(u"box"_s, 0x33),
                u"--salt"_s,
                u"55"_s.repeated(16),
                u"--ephemeral-seed-file"_s,
                key(u"eph"_s, 0x66),
                u"--stored"_s};
    }
    const QByteArray m_plain = QByteArray::fromHex("a20001076568656c6c6f");
    static constexpr char kSignPk[] = "a09aa5f47a6759802ff955f8dc2d2a14a5c99d23be97f864127ff9383455a4f0";

private Q_SLOTS:
    void sealsThePublishedVectors_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QByteArray>("envHash");
        QTest::newRow("mode 0") << QStringList()
                                << QByteArray("43aa41b2db071cccb2c504396f6f93870d8a21973ea050ca62a0d9c4a7780b0c");
        QTest::newRow("mode 1") << QStringList{u"--sealed"_s}
                                << QByteArray("ebf70fccdbb8d7d2eaed7ff98d28034282afcb4163011adde4509b6ca2b3f4be");
    }
    void sealsThePublishedVectors()
    {
        QFETCH(const QStringList, more);
        QFETCH(const QByteArray, envHash);
        const Ran sealed = m_world.ctl(sealOptions() + more, m_plain);
        QVERIFY2(sealed.exitCode == 0, sealed.err.constData());
        QCOMPARE(sealed.err.trimmed(), "env_hash " + envHash);

        const QStringList open{u"envelope"_s,        u"open"_s,      u"--seed-file"_s,
                               key(u"seed"_s, 0x11), u"--sign-pk"_s, QString::fromLatin1(kSignPk)};
        const Ran opened = m_world.ctl(open, sealed.out);
        QVERIFY2(opened.exitCode == 0, opened.err.constData());
        QCOMPARE(opened.out, m_plain);

        QByteArray flipped = sealed.out;
        flipped[flipped.size() - 1] = char(flipped.at(flipped.size() - 1) ^ 1);
        QCOMPARE(m_world.ctl(open, flipped).exitCode, 1);
        QByteArray resigned = sealed.out;
        resigned[200] = char(resigned.at(200) ^ 1);
        QCOMPARE(m_world.ctl(open, resigned).exitCode, 1);
    }

    void sealsAgainstThePublicHalfAlone()
    {
        QStringList options = sealOptions();
        const qsizetype seed = options.indexOf(u"--seed-file"_s);
        options[seed] = u"--epk"_s;
        options[seed + 1] = u"9d6c47333a279fe64a655531cda7c242140cfae60f3c1fc4b06780aacc66795a"_s;
        const Ran sealed = m_world.ctl(options, m_plain);
        QVERIFY2(sealed.exitCode == 0, sealed.err.constData());
        QCOMPARE(sealed.err.trimmed(),
                 QByteArray("env_hash ebf70fccdbb8d7d2eaed7ff98d28034282afcb4163011adde4509b6ca2b3f4be"));
    }

    void saysWhatIsMissing()
    {
        QCOMPARE(m_world.ctl({u"envelope"_s, u"seal"_s}).exitCode, 2);
        QCOMPARE(m_world.ctl({u"envelope"_s, u"open"_s}, "not an envelope").exitCode, 1);
        QCOMPARE(m_world.ctl({u"envelope"_s, u"open"_s, u"envelope.bin"_s}).exitCode, 2);
        QCOMPARE(m_world.ctl(sealOptions() + QStringList{u"--epoch"_s, u"first"_s}, m_plain).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(TestCtlEnvelope)
#include "test_ctlenvelope.moc"
