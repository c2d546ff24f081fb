// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/noteinput.h"

#include "app/admin/devicekind.h"
#include "app/ctl/textinput.h"

#include <QFile>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxInputBytes = 1024LL * 1024;

Result<QStringList> linesOf(const QString &fileName)
{
    QFile file(fileName);
    const bool open = fileName == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open)
        return Error{ErrorCode::NotFound, u"--from"_s};
    const Result<QString> text = textFrom(file.read(kMaxInputBytes), u"the note"_s);
    if (!text)
        return text.error();
    return text->split(u'\n', Qt::SkipEmptyParts);
}

std::optional<Danger> dangerFrom(const QString &word)
{
    if (word == "no"_L1)
        return Danger::No;
    if (word == "yes"_L1)
        return Danger::Yes;
    if (word == "unsure"_L1)
        return Danger::Unsure;
    return std::nullopt;
}

} // namespace

void declareNote(QCommandLineParser &options)
{
    options.addOptions({
        {u"from"_s, u"File with one statement a line. A single - is standard input."_s, u"FILE"_s, u"-"_s},
        {u"statement"_s, u"One statement, such as 'saw: a torn tent'. May be repeated; then nothing is read."_s,
         u"TEXT"_s},
        {u"danger"_s, u"Is anyone in immediate danger? no, yes or unsure."_s, u"WORD"_s, u"no"_s},
        {u"who"_s, u"Who it is about; unknown if left out."_s, u"TEXT"_s},
        {u"where"_s, u"Where, in words."_s, u"TEXT"_s},
        {u"to"_s, u"champion (the team's space and the champions' intake) or team."_s, u"WORD"_s, u"champion"_s},
    });
}

Result<StatementDraft> statementFrom(const QString &line)
{
    const qsizetype colon = line.indexOf(u':');
    const QString beginning = line.left(std::max<qsizetype>(0, colon)).trimmed();
    StatementDraft statement;
    statement.text = line.mid(colon + 1).trimmed();
    if (beginning == "saw"_L1)
        statement.kind = StatementKind::Saw;
    else if (beginning == "said"_L1)
        statement.kind = StatementKind::Said;
    else if (beginning == "think"_L1)
        statement.kind = StatementKind::Think;
    else if (beginning == "told"_L1 || beginning.startsWith("told by "_L1))
        statement.kind = StatementKind::Told;
    else
        return Error{ErrorCode::Invalid, u"a statement begins with saw:, said:, told: or think:"_s};
    if (beginning.startsWith("told by "_L1))
        statement.toldBy = beginning.mid(8).trimmed();
    return statement;
}

Result<ConcernDraft> noteOf(const NoteWords &words, std::int64_t nowMs)
{
    ConcernDraft draft;
    draft.statements.clear();
    for (const QString &line : words.lines) {
        Result<StatementDraft> statement = statementFrom(line);
        if (!statement)
            return statement.error();
        draft.statements.append(std::move(*statement));
    }
    const std::optional<Danger> danger = dangerFrom(words.danger);
    if (!danger || (words.to != "champion"_L1 && words.to != "team"_L1))
        return Error{ErrorCode::Invalid, u"--danger or --to"_s};
    draft.danger = *danger;
    draft.dangerAnsweredMs = nowMs;
    draft.who = words.who;
    draft.whoUnknown = words.who.isEmpty();
    draft.where = words.where;
    draft.startedMs = nowMs;
    draft.destination = words.to == "team"_L1 ? Destination::TeamOnly : Destination::Champion;
    return draft;
}

Done checkNote(const QCommandLineParser &options)
{
    const Result<ConcernDraft> read =
        noteOf({options.values(u"statement"_s), options.value(u"danger"_s), {}, {}, options.value(u"to"_s)}, 0);
    return read ? done() : Done(read.error());
}

Result<ConcernDraft> noteFrom(const QCommandLineParser &options, std::int64_t nowMs)
{
    QStringList lines = options.values(u"statement"_s);
    if (lines.isEmpty()) {
        Result<QStringList> read = linesOf(options.value(u"from"_s));
        if (!read)
            return read.error();
        lines = std::move(*read);
    }
    return noteOf(
        {lines, options.value(u"danger"_s), options.value(u"who"_s), options.value(u"where"_s), options.value(u"to"_s)},
        nowMs);
}

QFuture<Result<SavedConcern>> saveNote(Session &session, const ConcernDraft &draft)
{
    const bool kiosk = session.vault().owner().deviceKind == quint8(DeviceKind::Kiosk);
    return session.vault().write([draft, kiosk, rules = session.rules(),
                                  nowMs = session.nowMs()](WriteTx &tx, Journal &journal, Engine &engine) {
        const Uuid draftId; // of none: this program keeps no drafts
        return kiosk ? concerns::handIn(tx, journal, engine, rules, draft, draftId, nowMs)
                     : concerns::save(tx, journal, engine, rules, draft, draftId, nowMs);
    });
}

} // namespace safelight::ctl
