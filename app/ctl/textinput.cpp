// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/textinput.h"

#include "app/admin/plainname.h"

#include <QStringDecoder>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

Result<QString> textFrom(const QByteArray &bytes, const QString &what)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(bytes);
    if (!decoder.hasError())
        return text;
    text.fill(u'\0');
    return Error{ErrorCode::Malformed, what + u" is not UTF-8"_s};
}

Result<int> numberFrom(const QCommandLineParser &options, const QString &name, int atLeast)
{
    bool ok = false;
    const int number = options.value(name).toInt(&ok);
    if (!ok || number < atLeast)
        return Error{ErrorCode::Invalid, u"--%1 takes a number, %2 or more"_s.arg(name).arg(atLeast)};
    return number;
}

QString mendNames(const QCommandLineParser &options, const QStringList &names)
{
    for (const QString &name : names) {
        if (!isPlainName(options.value(name).trimmed()))
            return u"--%1 must be one line of letters: there is a character in it that cannot be seen (a line feed, "
                   "another control, or a change of the direction of reading). Leave it out."_s.arg(name);
    }
    return {};
}

} // namespace safelight::ctl
