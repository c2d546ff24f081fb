// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/clipboard/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

using namespace safelight;
using namespace Qt::StringLiterals;

/// What was copied or merely selected in our window goes by itself, and at a lock. Off-screen nothing is ever said to
/// be ours: ctest's test_clipboard_x11 runs it on a display.
class TestClipboard : public QObject
{
    Q_OBJECT

private:
    static constexpr std::chrono::milliseconds kSoon{1};
    static constexpr std::chrono::hours kLate{1};

private Q_SLOTS:
    void initTestCase()
    {
        if (!QGuiApplication::clipboard()->supportsSelection())
            QSKIP("needs a display with a selection");
    }

    void whatIsOursGoesByItself_data() { bothKinds(); }
    void whatIsOursGoesByItself()
    {
        QFETCH(const QClipboard::Mode, mode);
        QClipboard &system = *QGuiApplication::clipboard();
        const auto clipboard = makeClipboard(kSoon);
        system.setText(u"a name"_s, mode);
        QTRY_VERIFY(system.text(mode).isEmpty());
    }

    void aLockForgetsAtOnce_data() { bothKinds(); }
    void aLockForgetsAtOnce()
    {
        QFETCH(const QClipboard::Mode, mode);
        QClipboard &system = *QGuiApplication::clipboard();
        const auto clipboard = makeClipboard(kLate);
        system.setText(u"a name"_s, mode);
        QTRY_COMPARE(system.text(mode), u"a name"_s);
        clipboard->forgetOurs();
        QTRY_VERIFY(system.text(mode).isEmpty());
    }

    void bothGo()
    {
        QClipboard &system = *QGuiApplication::clipboard();
        const auto clipboard = makeClipboard(kSoon);
        system.setText(u"a name"_s, QClipboard::Clipboard);
        system.setText(u"another"_s, QClipboard::Selection);
        QTRY_VERIFY(system.text(QClipboard::Clipboard).isEmpty());
        QTRY_VERIFY(system.text(QClipboard::Selection).isEmpty());
    }

private:
    static void bothKinds()
    {
        QTest::addColumn<QClipboard::Mode>("mode");
        QTest::newRow("copied") << QClipboard::Clipboard;
        QTest::newRow("selected") << QClipboard::Selection;
    }
};

QTEST_MAIN(TestClipboard)
#include "test_clipboard.moc"
