// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/devicekind.h"
#include "app/concern/concernrepository.h"
#include "app/ctl/await.h"
#include "app/ctl/noteinput.h"
#include "app/ctl/output.h"
#include "app/ctl/session.h"
#include "app/ctl/textinput.h"
#include "app/store/search.h"

#include <QJsonArray>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kListLimit = 200;

Result<int> limitOf(const QCommandLineParser &options) { return numberFrom(options, u"limit"_s, 1); }

void declareLimit(QCommandLineParser &options)
{
    options.addOption({u"limit"_s, u"At most this many."_s, u"N"_s, QString::number(kListLimit)});
}

Result<Uuid> idArgument(const QCommandLineParser &options)
{
    const QStringList arguments = options.positionalArguments();
    if (arguments.size() != 1)
        return Error{ErrorCode::Invalid, u"one id"_s};
    const auto id = Uuid::fromHex(QString(arguments.first()).remove(u'-'));
    if (!id)
        return Error{ErrorCode::Malformed, u"id"_s};
    return *id;
}

void declareCapture(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    declareNote(options);
    declareJson(options);
}

QJsonObject savedJson(const SavedConcern &saved)
{
    QJsonObject json{{u"concern"_s, saved.concern.toHex()},
                     {u"envelope"_s, saved.envelope.toHex()},
                     {u"saved_ms"_s, qint64(saved.savedMs)}};
    if (saved.forward)
        json.insert(u"forward"_s, saved.forward->toHex());
    if (!saved.slip.isEmpty())
        json.insert(u"slip"_s, saved.slip);
    return json;
}

/// Nothing is saved: what was to be written, and how. As a command line that was not understood.
Exit refuse(const QCommandLineParser &options, const Error &error)
{
    const QString why = error.code == ErrorCode::Malformed
                            ? u"The text is not UTF-8, and is not changed silently. Convert it, then try again."_s
                            : u"Something is missing or was not understood. Write one statement a line, each beginning "
                              "with saw:, said:, told: or think:, such as 'saw: a torn tent'; --danger takes no, yes "
                              "or unsure, --to champion or team."_s;
    (void)failWith(options, error, u"Nothing is saved. "_s + why);
    return Exit::Usage;
}

Exit runCapture(const QCommandLineParser &options, Surroundings &surroundings)
{
    if (const Done understood = checkNote(options); !understood)
        return refuse(options, understood.error());
    return withPerson(options, surroundings, [&](Session &session) {
        const Result<ConcernDraft> draft = noteFrom(options, session.nowMs());
        if (!draft && draft.error().code == ErrorCode::NotFound)
            return failWith(options, draft.error(), u"The file that --from names cannot be read. Nothing is saved."_s);
        if (!draft)
            return refuse(options, draft.error());
        const QList<DraftProblem> problems = session.rules().check(*draft, session.nowMs(), false);
        for (const DraftProblem &problem : problems)
            note(problem.field + u": "_s + problem.text);
        if (!problems.isEmpty())
            return refuse(options, Error{ErrorCode::Invalid, problems.first().field});
        const Result<SavedConcern> saved = await(saveNote(session, *draft));
        if (!saved)
            return failWith(options, saved.error());
        if (options.isSet(u"json"_s)) {
            sayJson(savedJson(*saved));
        } else {
            say(u"Saved on this device: "_s + saved->concern.toHex());
            if (!saved->slip.isEmpty())
                say(u"Slip number: "_s + saved->slip);
        }
        if (isAnswerLost()) {
            note(u"The note IS saved on this device: do not write it again. Only this answer could not be written to "
                 "standard output:\nconcern "_s +
                 saved->concern.toHex() + (saved->slip.isEmpty() ? QString() : u"\nslip number "_s + saved->slip));
            return Exit::Failed;
        }
        note(u"safelight-ctl sync sends it when there is a connection."_s);
        return Exit::Ok;
    });
}

QJsonObject custodyJson(const ConcernCustody &custody)
{
    QJsonArray messages;
    for (const ToldBack &told : custody.messages)
        messages.append(QJsonObject{{u"by"_s, told.by}, {u"at_ms"_s, qint64(told.atMs)}, {u"text"_s, told.text}});
    QJsonObject json{{u"to_champion"_s, custody.toChampion},
                     {u"stage"_s, int(custody.stage())},
                     {u"saved_ms"_s, qint64(custody.savedMs)},
                     {u"held_by_service_ms"_s, qint64(custody.heldByServiceMs)},
                     {u"opened_ms"_s, qint64(custody.openedMs)},
                     {u"opened_by"_s, custody.openedBy},
                     {u"decided_ms"_s, qint64(custody.decidedMs)},
                     {u"decided_by"_s, custody.decidedBy},
                     {u"messages"_s, messages}};
    if (custody.refused)
        json.insert(u"refused"_s, int(*custody.refused));
    return json;
}

void declareList(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    declareLimit(options);
    declareJson(options);
}

Exit runList(const QCommandLineParser &options, Surroundings &surroundings)
{
    const Result<int> limit = limitOf(options);
    if (!limit)
        return misuse(limit.error().detail);
    return withPerson(options, surroundings, [&](Session &session) {
        auto work = [rules = session.rules(), self = session.vault().owner().device, limit = *limit](ReadTx &tx) {
            return concerns::listOwn(tx, rules, self, limit);
        };
        const Result<QList<ConcernSummary>> notes = await(session.vault().read(std::move(work)));
        if (!notes)
            return failWith(options, notes.error());
        QJsonArray array;
        for (const ConcernSummary &summary : *notes) {
            array.append(QJsonObject{{u"concern"_s, summary.id.toHex()},
                                     {u"title"_s, summary.title},
                                     {u"where"_s, summary.where},
                                     {u"recorded_ms"_s, qint64(summary.recordedAtMs)},
                                     {u"custody"_s, custodyJson(summary.custody)}});
            if (!options.isSet(u"json"_s))
                say(u"%1  %2  %3\n    %4"_s.arg(summary.id.toHex(), timeText(summary.recordedAtMs),
                                                shown(summary.title),
                                                shown(custodyText(summary.custody, session.nowMs()))));
        }
        if (options.isSet(u"json"_s))
            sayJson({{u"concerns"_s, array}});
        else if (notes->isEmpty())
            note(u"No notes of your own here yet."_s);
        return Exit::Ok;
    });
}

QString kindWords(StatementKind kind)
{
    switch (kind) {
    case StatementKind::Saw: return u"saw"_s;
    case StatementKind::Said: return u"said"_s;
    case StatementKind::Told: return u"told"_s;
    case StatementKind::Think: return u"think"_s;
    }
    return {};
}

QJsonObject viewJson(const ConcernView &view)
{
    QJsonArray statements;
    for (const StatementView &statement : view.statements)
        statements.append(QJsonObject{{u"kind"_s, kindWords(statement.kind)},
                                      {u"text"_s, statement.text},
                                      {u"told_by"_s, statement.toldBy},
                                      {u"alternative"_s, statement.alternative}});
    QJsonArray amendments;
    for (const AmendmentView &amendment : view.amendments)
        amendments.append(QJsonObject{{u"text"_s, amendment.text}, {u"recorded_ms"_s, qint64(amendment.recordedAtMs)}});
    return {{u"concern"_s, view.id.toHex()},
            {u"who"_s, view.who},
            {u"where"_s, view.where},
            {u"recorded_ms"_s, qint64(view.recordedAtMs)},
            {u"statements"_s, statements},
            {u"amendments"_s, amendments},
            {u"custody"_s, custodyJson(view.custody)}};
}

void sayView(const ConcernView &view, std::int64_t nowMs)
{
    say(u"Concern %1, recorded %2"_s.arg(view.id.toHex(), timeText(view.recordedAtMs)));
    say(u"Who: %1"_s.arg(view.who.isEmpty() ? u"not known"_s : shown(view.who)));
    if (!view.where.isEmpty())
        say(u"Where: "_s + shown(view.where));
    for (const StatementView &statement : view.statements)
        say(u"  %1: %2"_s.arg(kindWords(statement.kind), shownLines(statement.text)));
    for (const AmendmentView &amendment : view.amendments)
        say(u"  amended %1: %2"_s.arg(timeText(amendment.recordedAtMs), shownLines(amendment.text)));
    const QList<CustodyStep> steps = custodySteps(view.custody, nowMs);
    for (const CustodyStep &step : steps)
        say(u"  [%1] %2 %3"_s.arg(step.done ? u"x"_s : u" "_s, shown(step.text), step.time));
    for (const ToldBack &told : view.custody.messages)
        say(u"  %1, %2: %3"_s.arg(told.by.isEmpty() ? u"Message"_s : shown(told.by), timeText(told.atMs),
                                  shownLines(told.text)));
}

void declareShow(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    options.addPositionalArgument(u"id"_s, u"The concern's id, from list."_s);
    declareJson(options);
}

Exit runShow(const QCommandLineParser &options, Surroundings &surroundings)
{
    const Result<Uuid> id = idArgument(options);
    if (!id)
        return misuse(u"Needed: the id of one concern, as list shows it."_s);
    return withPerson(options, surroundings, [&](Session &session) {
        auto work = [rules = session.rules(), self = session.vault().owner().device, id = *id](ReadTx &tx) {
            return concerns::read(tx, rules, self, id);
        };
        const Result<ConcernView> view = await(session.vault().read(std::move(work)));
        if (!view)
            return failWith(options, view.error());
        if (options.isSet(u"json"_s))
            sayJson(viewJson(*view));
        else
            sayView(*view, session.nowMs());
        return Exit::Ok;
    });
}

void declareSearch(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    declareLimit(options);
    options.addPositionalArgument(u"words"_s, u"What to look for."_s);
    declareJson(options);
}

Exit runSearch(const QCommandLineParser &options, Surroundings &surroundings)
{
    const QString words = options.positionalArguments().join(u' ');
    const Result<int> limit = limitOf(options);
    if (words.trimmed().isEmpty())
        return misuse(u"Needed: words to look for."_s);
    if (!limit)
        return misuse(limit.error().detail);
    return withPerson(options, surroundings, [&](Session &session) {
        const auto hits =
            await(session.vault().read([words, limit = *limit](ReadTx &tx) { return search::find(tx, words, limit); }));
        if (!hits)
            return failWith(options, hits.error());
        QJsonArray array;
        for (const search::Hit &hit : *hits) {
            const FormDefinition *form = session.forms().find(hit.type);
            const QString type = form ? form->type : QString::number(hit.type);
            QString snippet = hit.snippet;
            snippet.remove(QChar(0x2068)).remove(QChar(0x2069));
            array.append(QJsonObject{{u"record"_s, hit.record.toHex()}, {u"type"_s, type}, {u"snippet"_s, snippet}});
            if (!options.isSet(u"json"_s))
                say(u"%1  %2  %3  %4"_s.arg(hit.record.toHex(), timeText(hit.recordedAtMs), type, shown(snippet)));
        }
        if (options.isSet(u"json"_s))
            sayJson({{u"hits"_s, array}});
        return Exit::Ok;
    });
}

void declareSlip(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    options.addPositionalArgument(u"number"_s, u"The slip number, such as ABCDE-FGHJK."_s);
    declareJson(options);
}

QString slipText(const SlipStatus &slip)
{
    if (slip.decidedMs > 0)
        return u"decided "_s + timeText(slip.decidedMs);
    if (slip.openedMs > 0)
        return u"opened "_s + timeText(slip.openedMs);
    if (slip.refused)
        return u"the service did not take it; it is kept on this device. Tell a champion another way."_s;
    if (slip.heldByServiceMs > 0)
        return u"with the service since "_s + timeText(slip.heldByServiceMs) + u", not opened yet"_s;
    return u"kept on this device, on its way to the service"_s;
}

Exit runSlip(const QCommandLineParser &options, Surroundings &surroundings)
{
    const QString number = options.positionalArguments().value(0);
    if (number.isEmpty())
        return misuse(u"Needed: a slip number."_s);
    return withPerson(options, surroundings, [&](Session &session) {
        auto work = [rules = session.rules(), number](ReadTx &tx) { return concerns::slipStatus(tx, rules, number); };
        const Result<std::optional<SlipStatus>> status = await(session.vault().read(std::move(work)));
        if (!status)
            return failWith(options, status.error());
        if (!*status)
            return failWith(options, Error{ErrorCode::NotFound, u"slip"_s});
        const SlipStatus &slip = **status;
        if (options.isSet(u"json"_s)) {
            QJsonObject json{{u"slip"_s, slip.number},
                             {u"handed_in_ms"_s, qint64(slip.handedInMs)},
                             {u"held_by_service_ms"_s, qint64(slip.heldByServiceMs)},
                             {u"opened_ms"_s, qint64(slip.openedMs)},
                             {u"decided_ms"_s, qint64(slip.decidedMs)}};
            if (slip.refused)
                json.insert(u"refused"_s, int(*slip.refused));
            sayJson(json);
            return Exit::Ok;
        }
        say(u"%1: %2"_s.arg(slip.number, slipText(slip)));
        return Exit::Ok;
    });
}

} // namespace

QList<Command> noteCommands()
{
    return {
        {u"capture"_s, u"Record a concern; works without a connection"_s,
         u"Saves a concern in this person's vault, as the screen does. On a kiosk it is handed in: sealed at once, and "
         "only a slip\nnumber stays. Statements are read one a line, each beginning with saw:, said:, told: or "
         "think:, from --from FILE\nor standard input. (--statement puts them where other users of this machine can "
         "read them; it is for practice.)\n\n"
         "Example: echo 'saw: A man asleep in a doorway, no shoes.' | safelight-ctl capture --data ~/tablet "
         "--where 'Brick Lane'"_s,
         declareCapture, runCapture},
        {u"list"_s, u"Your own notes and how far they have come"_s, u"Lists your own concerns, newest first."_s,
         declareList, runList},
        {u"show"_s, u"One of your own notes, with its custody line"_s,
         u"Shows a concern of your own. Champions open what others wrote with safelight-ctl open."_s, declareShow,
         runShow, 1},
        {u"search"_s, u"Full-text search in what this person may read"_s,
         u"Searches the texts held on this device. The last word may be unfinished."_s, declareSearch, runSearch,
         kAnyNumber},
        {u"slip"_s, u"What became of a slip number: handed in, opened or decided"_s,
         u"Shows how far a concern has come that was handed in at a kiosk. Never what was in it."_s, declareSlip,
         runSlip, 1}};
}

} // namespace safelight::ctl
