// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/capturemodel.h"

#include "sync/base/when_ready.h"

#include <algorithm>
#include <utility>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kRecentPlaces = 6;

/// What a new note needs to know of the vault.
struct Surroundings {
    QStringList places;
    bool clockSuspect = false;
    std::optional<std::int64_t> clockOffsetMs;
    bool canSend = true;
};
} // namespace

CaptureModel::CaptureModel(const ConcernContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_ids(context.clock, context.random)
    , m_statements(this)
    , m_problems(this)
    , m_autosave([this] { return writeDraft(); }, [this](const Done &result) { draftTold(result); })
    , m_kiosk(context.vault.owner().deviceKind == kKioskKind)
{
    connect(&m_statements, &StatementListModel::edited, this, [this] {
        m_draft.statements = m_statements.statements();
        edited();
    });
    connect(&m_problems, &ProblemListModel::changed, this, &CaptureModel::problemsChanged);
    takeEmpty();
    refreshSurroundings();
}

CaptureModel::~CaptureModel() { flush(); }

QString CaptureModel::dangerTime() const { return timeText(m_draft.dangerAnsweredMs, m_context.nowMs()); }

QString CaptureModel::dialledTime() const { return timeText(m_draft.dialled999Ms, m_context.nowMs()); }

QString CaptureModel::savedTime() const { return timeText(m_saved.savedMs, m_context.nowMs()); }

QString CaptureModel::savedNoteId() const { return m_state == State::Saved ? m_saved.concern.toHex() : QString(); }

QString CaptureModel::whenSummary() const
{
    const std::int64_t now = m_context.nowMs();
    const std::int64_t started = m_draft.startedMs > 0 ? m_draft.startedMs : now;
    const WhenReading when = readWhen(m_draft.when, started, now, m_clockSuspect, m_clockOffsetMs);
    return when.problem == WhenProblem::None ? intervalText(when.interval.fromMs, when.interval.toMs, now) : QString();
}

void CaptureModel::setState(State state, Failure failure, const QString &failureText)
{
    if (m_state == state && m_failure == failure && m_failureText == failureText)
        return;
    m_state = state;
    m_failure = failure;
    m_failureText = failureText;
    Q_EMIT stateChanged();
}

void CaptureModel::everythingChanged()
{
    Q_EMIT dangerChanged();
    Q_EMIT whoChanged();
    Q_EMIT whereChanged();
    Q_EMIT whenChanged();
    Q_EMIT destinationChanged();
    Q_EMIT resumedChanged();
    lookStarted();
}

void CaptureModel::takeEmpty()
{
    ++m_generation;
    m_autosave.forget();
    m_draft = ConcernDraft{};
    settleDestination();
    m_draftId = m_ids.next();
    m_cursor = {};
    m_saved = {};
    m_kept = m_resumed = m_dialFailed = false;
    m_statements.reset(m_draft.statements);
    showProblems({});
    everythingChanged();
    if (!std::exchange(m_draftTrouble, {}).isEmpty())
        Q_EMIT draftTroubleChanged();
}

void CaptureModel::take(const Draft &draft, const std::function<void()> &again)
{
    Result<ConcernDraft> content = ConcernDraft::fromCbor(draft.content);
    if (!content)
        return failWith(Failure::NotOpened, content.error(), again);
    m_draft = *std::move(content);
    m_draftId = draft.id;
    m_cursor = DraftCursor::fromCbor(draft.cursor);
    m_kept = m_resumed = true;
    m_dialFailed = false;
    m_statements.reset(m_draft.statements);
    everythingChanged();
    setState(State::Editing);
}

void CaptureModel::leaveThen(std::function<void()> then)
{
    if (m_state == State::Saving)
        return;     // the page waits for that, and so does everything else
    ++m_generation; // what was being opened is not wanted any more
    if (m_autosave.isDirty())
        setState(State::Opening);
    m_autosave.whenSafe([this, then = std::move(then)](const Done &result) {
        if (!result)
            return setState(State::Editing); // draftTold() has said why
        takeEmpty();
        then();
    });
}

void CaptureModel::startNew()
{
    leaveThen([this] {
        refreshSurroundings();
        setState(State::Editing);
    });
}

void CaptureModel::resume(const QString &draftId)
{
    const std::optional<Uuid> id = Uuid::fromHex(draftId);
    if (id == m_draftId && m_kept && m_state != State::Saving) { // what is here is newer than what is on the disk
        m_autosave.whenSafe([](const Done &) {});                // nobody wants to leave it any more
        m_resumed = true;
        Q_EMIT resumedChanged();
        return setState(State::Editing);
    }
    const auto again = [this, draftId] { resume(draftId); };
    leaveThen([this, id, again] {
        if (!id)
            return failWith(Failure::NotOpened, {ErrorCode::NotFound, {}}, again);
        setState(State::Opening);
        whenReady(m_context.vault.read([id = *id](ReadTx &tx) { return drafts::find(tx, id); }), this,
                  [this, again, generation = m_generation](const Result<std::optional<Draft>> &found) {
                      if (generation != m_generation)
                          return;
                      if (!found)
                          return failWith(Failure::NotOpened, found.error(), again);
                      if (!*found)
                          return failWith(Failure::NotOpened, {ErrorCode::NotFound, {}}, again);
                      take(**found, again);
                  });
    });
}

void CaptureModel::resumeLatest()
{
    leaveThen([this] {
        setState(State::Opening);
        const TypeNumber type = m_context.rules.forms.concern.type;
        whenReady(m_context.vault.read([](ReadTx &tx) { return drafts::list(tx); }), this,
                  [this, type, generation = m_generation](const Result<QList<Draft>> &all) {
                      if (generation != m_generation)
                          return;
                      const auto again = [this] { resumeLatest(); };
                      if (!all)
                          return failWith(Failure::NotOpened, all.error(), again);
                      for (const Draft &draft : *all) { // newest first
                          if (draft.type == type)
                              return take(draft, again);
                      }
                      setState(State::Editing);
                  });
    });
}

void CaptureModel::refreshSurroundings()
{
    // A write, because only there the engine is at hand; it changes nothing.
    auto answer =
        m_context.vault.write([rules = m_context.rules, self = m_context.vault.owner().device,
                               kiosk = m_kiosk](WriteTx &tx, Journal &, Engine &engine) -> Result<Surroundings> {
            const Result<QStringList> places =
                kiosk ? Result<QStringList>(QStringList()) : concerns::recentPlaces(tx, rules, self, kRecentPlaces);
            if (!places)
                return places.error();
            const Result<bool> canSend = concerns::canSendToChampion(tx);
            if (!canSend)
                return canSend.error();
            return Surroundings{*places, engine.clockSuspect(), engine.clockOffsetMs(), *canSend};
        });
    whenReady(answer, this, [this](const Result<Surroundings> &known) {
        if (!known)
            return; // chips and hints only: saving says what is wrong
        m_recentPlaces = known->places;
        m_clockSuspect = known->clockSuspect;
        m_clockOffsetMs = known->clockOffsetMs;
        const bool sendChanged = std::exchange(m_canSend, known->canSend) != known->canSend;
        settleDestination();
        if (sendChanged)
            Q_EMIT destinationChanged();
        Q_EMIT surroundingsChanged();
        Q_EMIT whenChanged();
    });
}

void CaptureModel::edited()
{
    if (m_draft.startedMs == 0) {
        m_draft.startedMs = m_context.nowMs();
        Q_EMIT whenChanged();
    }
    if (m_state == State::Failed)
        setState(State::Editing);
    lookStarted();
    if (m_state != State::Saving) // should it fail, all of it becomes a draft again
        m_autosave.touched();
    if (m_problems.rowCount() > 0)
        checkOnly(m_checked); // what has been mended goes away while typing
}

void CaptureModel::lookStarted()
{
    const bool started = !m_draft.isBlank();
    if (std::exchange(m_started, started) != started) {
        Q_EMIT startedChanged();
        Q_EMIT destinationChanged();
    }
}

void CaptureModel::settleDestination()
{
    if (!m_canSend && m_draft.isBlank())
        m_draft.destination = Destination::TeamOnly;
}

void CaptureModel::flush() { m_autosave.flush(); }

QFuture<Done> CaptureModel::writeDraft()
{
    if (!m_kept && m_draft.isBlank())
        return QtFuture::makeReadyFuture(done());
    m_kept = true;
    const Draft draft{m_draftId,
                      m_context.rules.forms.concern.type,
                      m_context.rules.forms.concern.version,
                      m_draft.toCbor(),
                      m_cursor.toCbor(),
                      m_context.nowMs()};
    return m_context.vault.write([draft](WriteTx &tx, Journal &, Engine &) { return drafts::save(tx, draft); });
}

void CaptureModel::draftTold(const Done &result)
{
    const QString trouble = result ? QString() : m_context.explain(result.error());
    if (std::exchange(m_draftTrouble, trouble) != trouble)
        Q_EMIT draftTroubleChanged();
    if (result && m_kept)
        Q_EMIT draftSaved();
}

void CaptureModel::answerDanger(Danger danger)
{
    if (m_draft.danger == danger)
        return;
    m_draft.danger = danger;
    m_draft.dangerAnsweredMs = danger == Danger::Unanswered ? 0 : m_context.nowMs();
    Q_EMIT dangerChanged();
    edited();
}

void CaptureModel::noteDialled999()
{
    m_dialFailed = false;
    m_draft.dialled999Ms = m_context.nowMs();
    Q_EMIT dangerChanged();
    edited();
    flush(); // the dialler may take the screen away
}

void CaptureModel::noteDialFailed()
{
    m_dialFailed = true;
    Q_EMIT dangerChanged();
}

void CaptureModel::describeWho(const QString &text)
{
    if (m_draft.who == text)
        return;
    m_draft.who = text;
    Q_EMIT whoChanged();
    edited();
}

void CaptureModel::setWhoUnknown(bool unknown)
{
    if (m_draft.whoUnknown == unknown)
        return;
    m_draft.whoUnknown = unknown;
    Q_EMIT whoChanged();
    edited();
}

void CaptureModel::describeAge(const QString &text)
{
    if (m_draft.age == text)
        return;
    m_draft.age = text;
    Q_EMIT whoChanged();
    edited();
}

void CaptureModel::describeWhere(const QString &text)
{
    if (m_draft.where == text)
        return;
    m_draft.where = text;
    Q_EMIT whereChanged();
    edited();
}

void CaptureModel::chooseWhen(WhenChoice choice)
{
    if (m_draft.when.choice == choice)
        return;
    m_draft.when.choice = choice;
    Q_EMIT whenChanged();
    edited();
}

void CaptureModel::writeWhenDate(const QString &text)
{
    if (m_draft.when.date == text)
        return;
    m_draft.when.date = text;
    Q_EMIT whenChanged();
    edited();
}

void CaptureModel::writeWhenFrom(const QString &text)
{
    if (m_draft.when.from == text)
        return;
    m_draft.when.from = text;
    Q_EMIT whenChanged();
    edited();
}

void CaptureModel::writeWhenTo(const QString &text)
{
    if (m_draft.when.to == text)
        return;
    m_draft.when.to = text;
    Q_EMIT whenChanged();
    edited();
}

void CaptureModel::chooseDestination(Destination destination)
{
    if (m_draft.destination == destination || (!m_canSend && destination == Destination::Champion))
        return;
    m_draft.destination = destination;
    Q_EMIT destinationChanged();
    edited();
}

void CaptureModel::moveCursor(const QString &field, int statement, int position)
{
    const DraftCursor cursor{field, statement, position};
    if (m_cursor == cursor)
        return;
    m_cursor = cursor;
    if (!m_kept && !m_autosave.isDirty())
        return; // nothing to come back to yet
    if (m_state == State::Editing || m_state == State::Failed)
        m_autosave.touched();
}

void CaptureModel::showProblems(const QList<DraftProblem> &problems)
{
    m_problems.show(problems);
    m_statements.showProblems(problems);
}

bool CaptureModel::check() { return checkOnly({}); }

bool CaptureModel::checkOnly(const QStringList &inputs)
{
    m_checked = inputs;
    QList<DraftProblem> problems = m_context.rules.check(m_draft, m_context.nowMs(), m_clockSuspect);
    if (!inputs.isEmpty()) {
        problems.removeIf([&inputs](const DraftProblem &problem) {
            return std::ranges::none_of(inputs, [&](const QString &name) { return problem.field.startsWith(name); });
        });
    }
    showProblems(problems);
    return problems.isEmpty();
}

void CaptureModel::save()
{
    if (m_state == State::Saving || m_state == State::Saved || m_state == State::Opening)
        return;
    if (m_draft.startedMs == 0)
        m_draft.startedMs = m_context.nowMs();
    if (!check()) {
        setState(State::Editing);
        return;
    }
    m_autosave.flush(); // first the draft: should the note fail, not one word is gone
    m_autosave.forget();
    setState(State::Saving);
    ConcernDraft note = m_draft;
    note.destination = destination();
    auto future = m_context.vault.write([rules = m_context.rules, draft = note, id = m_draftId, now = m_context.nowMs(),
                                         kiosk = m_kiosk](WriteTx &tx, Journal &journal, Engine &engine) {
        return kiosk ? concerns::handIn(tx, journal, engine, rules, draft, id, now)
                     : concerns::save(tx, journal, engine, rules, draft, id, now);
    });
    whenReady(future, this, [this, generation = m_generation](const Result<SavedConcern> &result) {
        if (generation == m_generation)
            finishSave(result);
    });
}

void CaptureModel::finishSave(const Result<SavedConcern> &result)
{
    if (!result) {
        failWith(Failure::NotSaved, result.error(), [this] { save(); });
        m_autosave.touched();
        flush(); // the words stay a draft, whatever went wrong
        return;
    }
    m_saved = *result;
    m_kept = false;
    if (m_kiosk) { // nothing of it stays on a shared screen
        const SavedConcern kept = m_saved;
        takeEmpty();
        m_saved = kept;
    }
    setState(State::Saved);
    Q_EMIT saved(savedNoteId());
}

void CaptureModel::failWith(Failure failure, const Error &error, std::function<void()> again)
{
    m_again = std::move(again);
    const bool saving = failure == Failure::NotSaved || !m_context.explainOther;
    setState(State::Failed, failure, saving ? m_context.explain(error) : m_context.explainOther(error));
}

void CaptureModel::tryAgain()
{
    if (m_state != State::Failed)
        return;
    const auto again = m_again; // may fail again, and then takes its own place
    again();
}

void CaptureModel::discard()
{
    const Uuid id = m_draftId;
    const bool kept = m_kept;
    takeEmpty();
    setState(State::Editing);
    if (kept)
        removeDraft(id);
}

void CaptureModel::removeDraft(const Uuid &id)
{
    whenReady(m_context.vault.write([id](WriteTx &tx, Journal &, Engine &) { return drafts::remove(tx, id); }), this,
              [this, id](const Done &result) {
                  if (result) {
                      Q_EMIT draftRemoved();
                      return;
                  }
                  if (m_state == State::Opening || m_state == State::Saving)
                      return; // something else goes on by now; the draft stands among the others as before
                  failWith(Failure::NotDiscarded, result.error(), [this, id] {
                      setState(State::Editing);
                      removeDraft(id);
                  });
              });
}

} // namespace safelight
