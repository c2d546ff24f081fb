// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"

#include "app/admin/plainname.h"
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

enum class LineFeeds { Kept, Escaped };

QString escaped(const QString &text, LineFeeds lineFeeds)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar c : text) {
        if (!isSteering(c) || (c == u'\n' && lineFeeds == LineFeeds::Kept))
            safe += c;
        else if (c == u'\t')
            safe += u' ';
        else
            safe += c == u'\n' ? u"\\n"_s : u"\\u{%1}"_s.arg(uint(c.unicode()), 0, 16);
    }
    return safe;
}

QString explained(const Error &error, const QString &words)
{
    return words.isEmpty() ? messages::explain(error) : words + u" ("_s + messages::supportCode(error.code) + u')';
}

void writeLine(const QString &text, FILE *to)
{
    const QByteArray bytes = text.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), to);
    std::fflush(to);
}

} // namespace

void say(const QString &text) { writeLine(escaped(text, LineFeeds::Kept), stdout); }
void note(const QString &text) { writeLine(escaped(text, LineFeeds::Kept), stderr); }
void draw(const QString &text) { writeLine(text, stderr); }

bool isAnswerLost() { return std::ferror(stdout) != 0; }

QString shown(const QString &text) { return escaped(text, LineFeeds::Escaped); }

QString shownLines(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = escaped(line, LineFeeds::Escaped);
    return lines.join(u"\n      | "_s);
}

void sayJson(const QJsonObject &object)
{
    const QString json = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QString safe; // inside strings only: the same value to whoever parses it
    for (const QChar c : json)
        safe += isSteering(c) ? u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0')) : QString(c);
    writeLine(safe, stdout);
}

QJsonObject errorJson(const Error &error, const QString &words)
{
    return {{u"code"_s, int(error.code)}, {u"text"_s, explained(error, words)}};
}

Exit fail(const Error &error, bool json, const QString &words)
{
    if (json)
        sayJson({{u"error"_s, errorJson(error, words)}});
    note(explained(error, words));
    if (!error.detail.isEmpty()) // about the program, never about a case (sync/base/error.h)
        note(u"Detail: "_s + error.detail);
    return Exit::Failed;
}

Exit failOption(const Error &error, bool json)
{
    const Exit exit = fail(error, json);
    return error.code == ErrorCode::Invalid ? Exit::Usage : exit;
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
