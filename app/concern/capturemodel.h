// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concernrepository.h"
#include "app/concern/context.h"
#include "app/concern/statementlistmodel.h"
#include "app/concern/valuelistmodels.h"
#include "app/store/autosave.h"
#include "app/store/drafts.h"

#include <functional>

namespace safelight
{

/// A note being written. It is a draft in the vault at most a second after each key stroke, whatever happens next: the
/// draft is flushed when the model goes (lock), and resume() puts text and cursor back. save() is one transaction; the
/// state becomes Saved only when it is durable.
class CaptureModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by app/main after unlock")

    Q_PROPERTY(State state READ state NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool kiosk READ isKiosk CONSTANT FINAL)
    Q_PROPERTY(bool started READ isStarted NOTIFY startedChanged FINAL) ///< something is written or answered
    Q_PROPERTY(bool canDial READ canDial CONSTANT FINAL) ///< a tablet: in the street, with a telephone or near one
    Q_PROPERTY(safelight::StatementListModel *statements READ statements CONSTANT FINAL)
    Q_PROPERTY(safelight::ProblemListModel *problems READ problems CONSTANT FINAL)
    Q_PROPERTY(QStringList recentPlaces READ recentPlaces NOTIFY surroundingsChanged FINAL)
    Q_PROPERTY(safelight::ConcernTypes::Danger danger READ danger NOTIFY dangerChanged FINAL)
    Q_PROPERTY(QString dangerTime READ dangerTime NOTIFY dangerChanged FINAL)
    Q_PROPERTY(QString dialledTime READ dialledTime NOTIFY dangerChanged FINAL)
    Q_PROPERTY(bool dialFailed READ hasDialFailed NOTIFY dangerChanged FINAL) ///< nothing on this device makes calls
    Q_PROPERTY(QString who READ who NOTIFY whoChanged FINAL)
    Q_PROPERTY(bool whoUnknown READ isWhoUnknown NOTIFY whoChanged FINAL)
    Q_PROPERTY(QString age READ age NOTIFY whoChanged FINAL)
    Q_PROPERTY(QString where READ where NOTIFY whereChanged FINAL)
    Q_PROPERTY(safelight::ConcernTypes::WhenChoice whenChoice READ whenChoice NOTIFY whenChanged FINAL)
    Q_PROPERTY(QString whenDate READ whenDate NOTIFY whenChanged FINAL)
    Q_PROPERTY(QString whenFrom READ whenFrom NOTIFY whenChanged FINAL)
    Q_PROPERTY(QString whenTo READ whenTo NOTIFY whenChanged FINAL)
    Q_PROPERTY(QString whenSummary READ whenSummary NOTIFY whenChanged FINAL)
    Q_PROPERTY(bool clockSuspect READ isClockSuspect NOTIFY surroundingsChanged FINAL)
    Q_PROPERTY(bool canSendToChampion READ canSendToChampion NOTIFY surroundingsChanged FINAL)
    Q_PROPERTY(safelight::ConcernTypes::Destination destination READ destination NOTIFY destinationChanged FINAL)
    Q_PROPERTY(bool keptBack READ isKeptBack NOTIFY destinationChanged FINAL)
    Q_PROPERTY(QString dangerProblem READ dangerProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString whoProblem READ whoProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString ageProblem READ ageProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString whereProblem READ whereProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString whenDateProblem READ whenDateProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString whenFromProblem READ whenFromProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString whenToProblem READ whenToProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString draftTrouble READ draftTrouble NOTIFY draftTroubleChanged FINAL)
    Q_PROPERTY(bool resumed READ isResumed NOTIFY resumedChanged FINAL)
    Q_PROPERTY(Failure failure READ failure NOTIFY stateChanged FINAL) ///< while Failed: what did not work
    Q_PROPERTY(QString failureText READ failureText NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString savedTime READ savedTime NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString savedNoteId READ savedNoteId NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString slip READ slip NOTIFY stateChanged FINAL)

public:
    enum class State { Opening, Editing, Saving, Saved, Failed };
    Q_ENUM(State)
    enum class Failure { Nothing, NotSaved, NotOpened, NotDiscarded };
    Q_ENUM(Failure)

    explicit CaptureModel(const ConcernContext &context, QObject *parent = nullptr);
    ~CaptureModel() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isKiosk() const { return m_kiosk; }
    [[nodiscard]] bool isStarted() const { return m_started; }
    [[nodiscard]] bool canDial() const { return m_context.vault.owner().deviceKind == kTabletKind; }
    [[nodiscard]] StatementListModel *statements() { return &m_statements; }
    [[nodiscard]] ProblemListModel *problems() { return &m_problems; }
    [[nodiscard]] QStringList recentPlaces() const { return m_recentPlaces; }
    [[nodiscard]] Danger danger() const { return m_draft.danger; }
    [[nodiscard]] QString dangerTime() const;
    [[nodiscard]] QString dialledTime() const;
    [[nodiscard]] bool hasDialFailed() const { return m_dialFailed; }
    [[nodiscard]] QString who() const { return m_draft.who; }
    [[nodiscard]] bool isWhoUnknown() const { return m_draft.whoUnknown; }
    [[nodiscard]] QString age() const { return m_draft.age; }
    [[nodiscard]] QString where() const { return m_draft.where; }
    [[nodiscard]] WhenChoice whenChoice() const { return m_draft.when.choice; }
    [[nodiscard]] QString whenDate() const { return m_draft.when.date; }
    [[nodiscard]] QString whenFrom() const { return m_draft.when.from; }
    [[nodiscard]] QString whenTo() const { return m_draft.when.to; }
    [[nodiscard]] QString whenSummary() const;
    [[nodiscard]] bool isClockSuspect() const { return m_clockSuspect; }
    [[nodiscard]] bool canSendToChampion() const { return m_canSend; }
    /// Who gets it: what the person chose, as long as this device may send there. The choice itself stays in the draft.
    [[nodiscard]] Destination destination() const { return m_canSend ? m_draft.destination : Destination::TeamOnly; }
    /// A note that was to go to a champion goes to the team, because this device does not hand in any more.
    [[nodiscard]] bool isKeptBack() const { return m_started && !m_kiosk && destination() != m_draft.destination; }
    [[nodiscard]] QString dangerProblem() const { return problem(u"danger"); }
    [[nodiscard]] QString whoProblem() const { return problem(u"who"); }
    [[nodiscard]] QString ageProblem() const { return problem(u"age"); }
    [[nodiscard]] QString whereProblem() const { return problem(u"where"); }
    [[nodiscard]] QString whenDateProblem() const { return problem(u"whenDate"); }
    [[nodiscard]] QString whenFromProblem() const { return problem(u"whenFrom"); }
    [[nodiscard]] QString whenToProblem() const { return problem(u"whenTo"); }
    [[nodiscard]] QString draftTrouble() const { return m_draftTrouble; }
    [[nodiscard]] bool isResumed() const { return m_resumed; }
    /// Where the author is, or was before a resume: what moveCursor() said last. An empty field: nowhere yet.
    Q_INVOKABLE [[nodiscard]] QString cursorField() const { return m_cursor.field; }
    Q_INVOKABLE [[nodiscard]] int cursorStatement() const { return m_cursor.statement; }
    Q_INVOKABLE [[nodiscard]] int cursorPosition() const { return m_cursor.position; }
    [[nodiscard]] Failure failure() const { return m_failure; }
    [[nodiscard]] QString failureText() const { return m_failureText; }
    [[nodiscard]] QString savedTime() const;
    [[nodiscard]] QString savedNoteId() const;
    [[nodiscard]] QString slip() const { return m_saved.slip; }
    [[nodiscard]] const ConcernDraft &draft() const { return m_draft; }
    /// check() for the inputs of one step of a longer way: those whose names begin with one of these.
    bool checkOnly(const QStringList &inputs);

    /// An empty note. What was being written stays in the drafts: it leaves only when it is on the disk. Until then
    /// Opening; when it cannot be kept, it stays here with draftTrouble.
    Q_INVOKABLE void startNew();
    /// A draft of an earlier session, by its id (hex). Resumed when it is there, Failed otherwise. What was being
    /// written is left as by startNew(); the draft that is here already just stays.
    Q_INVOKABLE void resume(const QString &draftId);
    /// The newest unfinished concern, if there is one: what "You were writing this" offers after an unlock.
    Q_INVOKABLE void resumeLatest();

    Q_INVOKABLE void answerDanger(safelight::ConcernTypes::Danger danger);
    void noteDialled999(); ///< something on this device took the call: its time is part of the note
    void noteDialFailed(); ///< nothing took it: the page says so, and the note nothing
    Q_INVOKABLE void describeWho(const QString &text);
    Q_INVOKABLE void setWhoUnknown(bool unknown);
    Q_INVOKABLE void describeAge(const QString &text);
    Q_INVOKABLE void describeWhere(const QString &text);
    Q_INVOKABLE void chooseWhen(safelight::ConcernTypes::WhenChoice choice);
    Q_INVOKABLE void writeWhenDate(const QString &text);
    Q_INVOKABLE void writeWhenFrom(const QString &text);
    Q_INVOKABLE void writeWhenTo(const QString &text);
    Q_INVOKABLE void chooseDestination(safelight::ConcernTypes::Destination destination);
    /// Where the author is, so that a resume puts them back.
    Q_INVOKABLE void moveCursor(const QString &field, int statement, int position);

    /// Checks what is there without saving, shows what is to be mended; true when there is nothing.
    Q_INVOKABLE bool check();
    /// Checks, then saves. Ends in Saved, Failed, or Editing with problems.
    Q_INVOKABLE void save();
    /// Removes the draft and starts anew. The page asks first.
    Q_INVOKABLE void discard();
    /// While Failed: does once more what did not work, on what it was done to.
    Q_INVOKABLE void tryAgain();
    /// Puts what is not on disk yet on its way there at once. Called on focus loss, lock and destruction.
    Q_INVOKABLE void flush();

public Q_SLOTS:
    /// Reads again what a note needs to know of this device: recent places, its clock, whether it hands in. After a
    /// sync.
    void refreshSurroundings();

Q_SIGNALS:
    void stateChanged();
    void startedChanged();
    void dangerChanged();
    void whoChanged();
    void whereChanged();
    void whenChanged();
    void destinationChanged();
    void surroundingsChanged();
    void problemsChanged();
    void resumedChanged();
    void draftTroubleChanged();
    void draftSaved();
    void draftRemoved(); ///< thrown away, and gone from the disk
    /// Durable. app/main tells the sync loop, the page tells the person.
    void saved(const QString &noteId);

private:
    static constexpr quint8 kTabletKind = 1; // device kinds as in VaultOwner
    static constexpr quint8 kKioskKind = 2;
    [[nodiscard]] QString problem(QStringView field) const { return m_problems.textFor(field.toString()); }
    void setState(State state, Failure failure = Failure::Nothing, const QString &failureText = {});
    void edited();
    void take(const Draft &draft, const std::function<void()> &again);
    void takeEmpty();
    /// Calls `then` with an empty note, when what was being written is safe.
    void leaveThen(std::function<void()> then);
    [[nodiscard]] QFuture<Done> writeDraft();
    void draftTold(const Done &result);
    void lookStarted();
    /// Of an empty note nobody has chosen anything yet: it goes where it can.
    void settleDestination();
    void everythingChanged();
    void showProblems(const QList<DraftProblem> &problems);
    void finishSave(const Result<SavedConcern> &result);
    /// `again` is what tryAgain() does.
    void failWith(Failure failure, const Error &error, std::function<void()> again);
    void removeDraft(const Uuid &id);

    ConcernContext m_context;
    Uuid7Generator m_ids;
    StatementListModel m_statements;
    ProblemListModel m_problems;
    QStringList m_recentPlaces;
    bool m_dialFailed = false;
    Autosave m_autosave;
    ConcernDraft m_draft;
    DraftCursor m_cursor;
    Uuid m_draftId;
    SavedConcern m_saved;
    State m_state = State::Editing;
    Failure m_failure = Failure::Nothing;
    QString m_failureText;
    std::function<void()> m_again;
    QString m_draftTrouble;
    QStringList m_checked; ///< inputs that were asked to be checked last; empty = all
    bool m_kiosk = false;
    bool m_started = false;
    bool m_kept = false; ///< a draft of this id is on the disk, or on its way there
    bool m_resumed = false;
    bool m_clockSuspect = false;
    std::optional<std::int64_t> m_clockOffsetMs; ///< service minus device
    bool m_canSend = true;
    int m_generation = 0; ///< answers to an earlier note are not for this one
};

} // namespace safelight
