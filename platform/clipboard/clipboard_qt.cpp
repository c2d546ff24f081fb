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

class QtClipboard final : public QObject, public Clipboard
{
public:
    QtClipboard()
    {
        m_forget.setSingleShot(true);
        m_forget.setInterval(kKeptFor);
        connect(&m_forget, &QTimer::timeout, this, &QtClipboard::forgetOurs);
        connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, [this] {
            if (QGuiApplication::clipboard()->ownsClipboard())
                m_forget.start();
        });
    }

    void forgetOurs() override
    {
        m_forget.stop();
        QClipboard *clipboard = QGuiApplication::clipboard();
        if (clipboard->ownsClipboard())
            clipboard->clear(QClipboard::Clipboard);
        if (clipboard->supportsSelection() && clipboard->ownsSelection())
            clipboard->clear(QClipboard::Selection);
    }

private:
    QTimer m_forget;
};

} // namespace

std::unique_ptr<Clipboard> makeClipboard() { return std::make_unique<QtClipboard>(); }

} // namespace safelight
