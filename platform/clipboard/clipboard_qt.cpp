// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/clipboard/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QObject>
#include <QTimer>

namespace safelight
{
namespace
{

/// Two of them, each with its time: selecting more must not keep longer what was copied.
class QtClipboard final : public QObject, public Clipboard
{
public:
    explicit QtClipboard(std::chrono::milliseconds keptFor)
    {
        QClipboard *clipboard = QGuiApplication::clipboard();
        forgetLater(m_copied, keptFor, QClipboard::Clipboard);
        connect(clipboard, &QClipboard::dataChanged, this, [this, clipboard] {
            if (clipboard->ownsClipboard())
                m_copied.start();
        });
        if (!clipboard->supportsSelection())
            return;
        forgetLater(m_selected, keptFor, QClipboard::Selection);
        connect(clipboard, &QClipboard::selectionChanged, this, [this, clipboard] {
            if (clipboard->ownsSelection())
                m_selected.start();
        });
    }

    void forgetOurs() override
    {
        m_copied.stop();
        m_selected.stop();
        forget(QClipboard::Clipboard);
        forget(QClipboard::Selection);
    }

private:
    void forgetLater(QTimer &timer, std::chrono::milliseconds keptFor, QClipboard::Mode mode)
    {
        timer.setSingleShot(true);
        timer.setInterval(keptFor);
        connect(&timer, &QTimer::timeout, this, [mode] { forget(mode); });
    }

    static void forget(QClipboard::Mode mode)
    {
        QClipboard *clipboard = QGuiApplication::clipboard();
        const bool isOurs = mode == QClipboard::Selection ? clipboard->supportsSelection() && clipboard->ownsSelection()
                                                          : clipboard->ownsClipboard();
        if (isOurs)
            clipboard->clear(mode);
    }

    QTimer m_copied;
    QTimer m_selected;
};

} // namespace

std::unique_ptr<Clipboard> makeClipboard(std::chrono::milliseconds keptFor)
{
    return std::make_unique<QtClipboard>(keptFor);
}

} // namespace safelight
