// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/await.h"
#include "app/ctl/desk.h"
#include "app/ctl/output.h"
#include "app/ctl/session.h"
#include "app/ctl/textinput.h"
#include "app/triage/recordview.h"

#include <QFile>
#include <QJsonArray>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxTextBytes = 64LL * 1024;

template <class F>
Exit atDesk(const QCommandLineParser &options, Surroundings &surroundings, F work)
{
    return withPerson(options, surroundings, [&](Session &session) {
        const Result<triage::Context> desk = deskOf(session);
        if (!desk)
            return failWith(options, desk.error());
        return work(*desk);
    });
}

std::optional<Uuid> concernArgument(const QCommandLineParser &options)
{
    return Uuid::fromHex(QString(options.positionalArguments().value(0)).remove(u'-'));
}

void declareCommon(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    declareJson(options);
}

void declareInbox(QCommandLineParser &options)
{
    declareCommon(options);
    options.addOption({u"decided"_s, u"The decided ones instead of the open ones."_s});
}

QJsonObject itemJson(const triage::InboxItem &item)
{
    return {{u"concern"_s, item.concern.toHex()},
            {u"who"_s, item.who},
            {u"where"_s, item.where},
            {u"first_words"_s, item.firstWords},
            {u"danger_said"_s, item.danger == triage::Danger::Yes},
            {u"urgency"_s, int(item.urgency)},
            {u"status"_s, int(item.status)},
            {u"author"_s, item.author},
            {u"owner"_s, item.owner},
            {u"due_ms"_s, qint64(item.dueMs)},
            {u"recorded_ms"_s, qint64(item.recordedMs)},
            {u"received_ms"_s, qint64(item.receivedMs)},
            {u"open_conflict"_s, item.openConflict},
            {u"added_ms"_s, qint64(item.addedMs)}};
}

Exit runInbox(const QCommandLineParser &options, Surroundings &surroundings)
{
    return atDesk(options, surroundings, [&](const triage::Context &desk) {
        const bool decided = options.isSet(u"decided"_s);
        const Result<triage::Inbox> inbox = await(desk.act([decided](const triage::Action &action) {
            return triage::inbox(action.tx, action.forms, action.rules,
                                 {action.nowMs, triage::dutyChampion(action.tx, action.engine), decided});
        }));
        if (!inbox)
            return failWith(options, inbox.error());
        QJsonArray array;
        for (const triage::InboxItem &item : inbox->items) {
            array.append(itemJson(item));
            if (!options.isSet(u"json"_s))
                say(u"%1  %2  %3, %4\n    %5"_s.arg(
                    item.concern.toHex(), triage::Text::urgency(item.urgency), triage::Text::status(item.status),
                    shown(desk.text().due(item, desk.nowMs())), shown(item.firstWords)));
        }
        if (options.isSet(u"json"_s))
            sayJson({{u"inbox"_s, array}, {u"truncated"_s, inbox->truncated}});
        else if (inbox->items.isEmpty())
            note(u"The inbox is empty. safelight-ctl sync fetches what is new."_s);
        return Exit::Ok;
    });
}

void declareOpen(QCommandLineParser &options)
{
    declareCommon(options);
    options.addPositionalArgument(u"id"_s, u"The concern's id, from inbox."_s);
}

QJsonObject recordJson(const triage::RecordView &view)
{
    QJsonArray chronology;
    for (const triage::ChronologyEntry &entry : view.chronology)
        chronology.append(QJsonObject{{u"kind"_s, int(entry.kind)},
                                      {u"author"_s, entry.author},
                                      {u"recorded_ms"_s, qint64(entry.recordedMs)},
                                      {u"received_ms"_s, qint64(entry.receivedMs)},
                                      {u"text"_s, entry.text},
                                      {u"alternative"_s, entry.alternative},
                                      {u"message"_s, entry.message},
                                      {u"value"_s, entry.value}});
    return {{u"item"_s, itemJson(view.item)},
            {u"slip"_s, view.facts.slip},
            {u"chronology"_s, chronology},
            {u"feedback"_s, int(view.feedback)}};
}

void sayRecord(const triage::RecordView &view, const triage::Text &text)
{
    say(u"Concern %1"_s.arg(view.item.concern.toHex()));
    say(u"%1, by %2"_s.arg(shown(triage::Text::title(view.facts.who)), shown(triage::Text::person(view.item.author))));
    if (!view.facts.where.isEmpty())
        say(u"Where: "_s + shown(view.facts.where));
    for (const triage::ChronologyEntry &entry : view.chronology)
        say(u"  %1  %2  %3: %4"_s.arg(text.time(entry.recordedMs), shown(triage::Text::person(entry.author)),
                                      shown(triage::Text::kind(entry)), shownLines(entry.text)));
    say(shown(triage::Text::feedback(view.feedback, view.item.status == triage::Status::Decided, view.item.author,
                                     view.facts.slip)));
}

Exit runOpen(const QCommandLineParser &options, Surroundings &surroundings)
{
    const std::optional<Uuid> concern = concernArgument(options);
    if (!concern)
        return misuse(u"Needed: the id of one concern, as inbox shows it."_s);
    return atDesk(options, surroundings, [&](const triage::Context &desk) {
        const auto view = await(desk.act([id = *concern](const triage::Action &action) -> Result<triage::RecordView> {
            if (const Result<triage::Opened> opened = triage::open(action, id); !opened)
                return opened.error();
            return triage::view(action, id);
        }));
        if (!view)
            return failWith(options, view.error());
        if (options.isSet(u"json"_s))
            sayJson(recordJson(*view));
        else
            sayRecord(*view, desk.text());
        note(u"safelight-ctl sync lets the author know that it was opened."_s);
        return Exit::Ok;
    });
}

void declareDecide(QCommandLineParser &options)
{
    declareCommon(options);
    options.addPositionalArgument(u"id"_s, u"The concern's id, from inbox."_s);
    options.addOptions({
        {u"outcome"_s, u"noFurtherAction, support, otherRoute or prevent."_s, u"WORD"_s},
        {u"why"_s, u"The reasons. For real data give --text-file instead."_s, u"TEXT"_s},
        {u"alternatives"_s, u"What else was considered."_s, u"TEXT"_s},
        {u"message"_s, u"A message to the author; they see nothing else of the decision."_s, u"TEXT"_s},
        {u"text-file"_s, u"File of three parts, separated by lines of ---: why, alternatives, message."_s, u"FILE"_s},
    });
}

Result<triage::DecisionInput> decisionFrom(const QCommandLineParser &options, const FormDefinition &form)
{
    triage::DecisionInput input;
    const Field *outcome = form.field(u"outcome");
    if (const FieldChoice *choice = outcome ? outcome->choice(options.value(u"outcome"_s)) : nullptr)
        input.outcome = choice->value;
    input.why = options.value(u"why"_s);
    input.alternatives = options.value(u"alternatives"_s);
    input.messageToAuthor = options.value(u"message"_s);
    if (!options.isSet(u"text-file"_s))
        return input;
    QFile file(options.value(u"text-file"_s));
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, u"--text-file"_s};
    const Result<QString> text = textFrom(file.read(kMaxTextBytes), u"--text-file"_s);
    if (!text)
        return text.error();
    const QStringList parts = text->split(u"\n---\n"_s);
    input.why = parts.value(0).trimmed();
    input.alternatives = parts.value(1).trimmed();
    input.messageToAuthor = parts.value(2).trimmed();
    return input;
}

Exit runDecide(const QCommandLineParser &options, Surroundings &surroundings)
{
    const std::optional<Uuid> concern = concernArgument(options);
    if (!concern)
        return misuse(u"Needed: the id of one concern, as inbox shows it."_s);
    return atDesk(options, surroundings, [&](const triage::Context &desk) {
        const Result<triage::DecisionInput> input = decisionFrom(options, desk.forms->decisionForm);
        if (!input)
            return failWith(options, input.error(),
                            u"The text file cannot be read, or is not UTF-8. Nothing is decided."_s);
        const QList<Problem> problems = triage::decisionProblems(*desk.forms, *input);
        for (const Problem &problem : problems)
            note(problem.field + u": "_s + desk.forms->decisionForm.text(problem));
        if (!problems.isEmpty())
            return failWith(options, Error{ErrorCode::Invalid, {}});
        const auto decided =
            await(desk.act([id = *concern, input = *input](const triage::Action &action) -> Result<triage::Decided> {
                const auto added = records::unweighed(action.tx, id);
                if (!added)
                    return added.error();
                QList<Uuid> seen;
                for (const Record &each : *added)
                    seen.append(each.id);
                return triage::decide(action, id, input, seen);
            }));
        if (!decided)
            return failWith(options, decided.error());
        if (options.isSet(u"json"_s))
            sayJson({{u"decision"_s, decided->decision.toHex()}, {u"feedback"_s, int(decided->feedback)}});
        else
            say(u"Decided: "_s + decided->decision.toHex());
        if (decided->feedback == triage::Feedback::NoWay)
            note(u"The author cannot be told by Safelight. Tell them yourself."_s);
        return Exit::Ok;
    });
}

} // namespace

QList<Command> triageCommands()
{
    return {{u"inbox"_s, u"What was handed in to the champions (champions)"_s,
             u"Lists the concerns that reached the intake, most urgent first."_s, declareInbox, runInbox},
            {u"open"_s, u"Open a concern and read its chronology (champions)"_s,
             u"Opens a concern. The first opening tells its author so at the next sync."_s, declareOpen, runOpen, 1},
            {u"decide"_s, u"Record a decision with its reasons (champions)"_s,
             u"Records a decision. It needs an outcome, why, and what else was considered.\n\n"
             "Example: safelight-ctl decide 0195… --data ~/laptop --outcome support --text-file decision.txt"_s,
             declareDecide, runDecide, 1}};
}

} // namespace safelight::ctl
