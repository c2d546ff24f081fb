// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/tour/leaks.h"

#include <QDirIterator>
#include <QFile>

namespace safelight::tour
{

LeakSearch::LeakSearch(const QStringList &secrets)
{
    for (const QString &secret : secrets) {
        const QByteArray utf8 = secret.toUtf8();
        m_forms.append(utf8);
        m_forms.append(QByteArray(reinterpret_cast<const char *>(secret.utf16()), secret.size() * 2));
        m_forms.append(utf8.toHex());
        for (qsizetype phase = 0; phase < 3; ++phase) {
            // whole groups of three from inside the text: what base64 makes of them whatever stands before
            const QByteArray inner = utf8.mid(phase, (utf8.size() - phase) / 3 * 3);
            m_forms.append(inner.toBase64());
        }
    }
}

bool LeakSearch::isIn(const QByteArray &bytes) const
{
    return std::any_of(m_forms.begin(), m_forms.end(), [&](const QByteArray &form) { return bytes.contains(form); });
}

LeakSearch::Found LeakSearch::below(const QString &folder) const
{
    Found found;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        found.bytesRead += bytes.size();
        if (isIn(bytes))
            found.files.append(file.fileName());
    }
    return found;
}

} // namespace safelight::tour
