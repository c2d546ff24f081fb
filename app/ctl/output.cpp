// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"

#include "app/shell/messages.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <cstdio>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

void writeLine(const QString &text, FILE *to)
{
    const QByteArray bytes = text.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), to);
    std::fflush(to);
}

} // namespace

void say(const QString &text) { writeLine(text, stdout); }
void note(const QString &text) { writeLine(text, stderr); }

void sayJson(const QJsonObject &object)
{
    say(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

Exit fail(const Error &error, bool json, const QString &words)
{
    const QString text =
        words.isEmpty() ? messages::explain(error) : words + u" ("_s + messages::supportCode(error.code) + u')';
    if (json)
        sayJson({{u"error"_s, QJsonObject{{u"code"_s, int(error.code)}, {u"text"_s, text}}}});
    note(text);
    if (!error.detail.isEmpty()) // about the program, never about a case (sync/base/error.h)
        note(u"Detail: "_s + error.detail);
    return Exit::Failed;
}

Exit misuse(const QString &what)
{
    note(what);
    return Exit::Usage;
}

QString timeText(std::int64_t ms)
{
    return QLocale(QLocale::English, QLocale::UnitedKingdom)
        .toString(QDateTime::fromMSecsSinceEpoch(ms), u"d MMM yyyy HH:mm"_s);
}

} // namespace safelight::ctl
