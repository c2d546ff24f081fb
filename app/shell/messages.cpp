// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/messages.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <optional>

using namespace Qt::StringLiterals;

namespace safelight::messages
{
namespace
{

struct Words {
    const char *happened;
    const char *mend;
};

/// One place for every text about an error. The switch has no default: a new code must be given words here.
Words wordsFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Offline:
        return {QT_TRANSLATE_NOOP("Messages", "There is no connection."),
                QT_TRANSLATE_NOOP("Messages",
                                  "What you write is safe on this device and is sent when the connection returns.")};
    case ErrorCode::TimedOut:
        return {
            QT_TRANSLATE_NOOP("Messages", "No answer came from the service."),
            QT_TRANSLATE_NOOP("Messages", "Nothing is lost. Safelight tries again by itself; you can also try now.")};
    case ErrorCode::ServiceUnavailable:
        return {QT_TRANSLATE_NOOP("Messages", "The service does not answer: it is busy or being looked after."),
                QT_TRANSLATE_NOOP("Messages", "Nothing is lost. Safelight tries again by itself in a while.")};
    case ErrorCode::UntrustedCertificate:
        return {
            QT_TRANSLATE_NOOP("Messages", "It is not certain that this is your service: its certificate does not fit."),
            QT_TRANSLATE_NOOP("Messages",
                              "Nothing was sent. Check the date and time of this device, then use another network. "
                              "If it stays so, ask your administrator whether the service has a new certificate.")};
    case ErrorCode::Unintelligible:
        return {QT_TRANSLATE_NOOP("Messages", "Something that is not the service answered."),
                QT_TRANSLATE_NOOP(
                    "Messages",
                    "Perhaps this network wants you to sign in first: open a web page, sign in, then try again.")};
    case ErrorCode::Unauthorised:
        return {QT_TRANSLATE_NOOP("Messages", "The service does not know this device."),
                QT_TRANSLATE_NOOP("Messages",
                                  "Your notes are safe here. Ask your administrator to add this device again.")};
    case ErrorCode::Forbidden:
        return {QT_TRANSLATE_NOOP("Messages", "This device is not allowed to do that."),
                QT_TRANSLATE_NOOP(
                    "Messages", "Everything you wrote is kept here. Ask your administrator what this device may do.")};
    case ErrorCode::NotFound:
        return {QT_TRANSLATE_NOOP("Messages", "It was not found."),
                QT_TRANSLATE_NOOP("Messages", "Check what you typed. If it should be there, ask your administrator.")};
    case ErrorCode::Stale:
        return {QT_TRANSLATE_NOOP("Messages", "Somebody changed this first."),
                QT_TRANSLATE_NOOP("Messages", "Safelight fetches their change. Look at it, then try again.")};
    case ErrorCode::AlreadyUsed:
        return {QT_TRANSLATE_NOOP("Messages", "This code was used before."),
                QT_TRANSLATE_NOOP("Messages", "Each code works once. Ask your administrator for a new one.")};
    case ErrorCode::Expired:
        return {QT_TRANSLATE_NOOP("Messages", "This code is too old."),
                QT_TRANSLATE_NOOP("Messages", "A code works for a day. Ask your administrator for a new one.")};
    case ErrorCode::TooLarge:
        return {QT_TRANSLATE_NOOP("Messages", "This is too long to be sent as one note."),
                QT_TRANSLATE_NOOP("Messages", "Split it into two notes. Nothing you wrote is lost.")};
    case ErrorCode::Malformed:
        return {QT_TRANSLATE_NOOP("Messages", "This could not be read."),
                QT_TRANSLATE_NOOP("Messages", "Check that it is complete, then try again.")};
    case ErrorCode::NotAuthentic:
        return {QT_TRANSLATE_NOOP("Messages", "This did not come from who it says, or was changed on the way."),
                QT_TRANSLATE_NOOP("Messages", "It was not used. Tell your administrator, with the code at the end.")};
    case ErrorCode::NoKey:
        return {
            QT_TRANSLATE_NOOP("Messages", "This device cannot open it."),
            QT_TRANSLATE_NOOP("Messages",
                              "That is on purpose for notes that were handed in. If you should be able to read it, ask "
                              "your administrator.")};
    case ErrorCode::Locked:
        return {QT_TRANSLATE_NOOP("Messages", "Safelight is locked."),
                QT_TRANSLATE_NOOP("Messages", "Unlock it with your passphrase. What you were writing is kept.")};
    case ErrorCode::WrongPassphrase:
        return {QT_TRANSLATE_NOOP("Messages", "That is not the passphrase."),
                QT_TRANSLATE_NOOP("Messages", "Check capital letters and spaces. Show lets you see what you typed.")};
    case ErrorCode::Throttled:
        return {QT_TRANSLATE_NOOP("Messages", "Too many tries that did not open it."),
                QT_TRANSLATE_NOOP("Messages", "Wait, then try again. Nothing is erased.")};
    case ErrorCode::WeakPassphrase:
        return {QT_TRANSLATE_NOOP("Messages", "This passphrase is too easy to guess."),
                QT_TRANSLATE_NOOP("Messages",
                                  "Use at least 15 characters: four or five words that do not belong together.")};
    case ErrorCode::Damaged:
        return {QT_TRANSLATE_NOOP("Messages", "The stored notes of this person are damaged."),
                QT_TRANSLATE_NOOP(
                    "Messages", "Nothing was changed. Do not delete anything: leave this device as it is and ask your "
                                "administrator. What was sent is with the service. What was not sent can only be read "
                                "again with a copy of this person's folder; of the key, a copy of header.a or header.b "
                                "is enough.")};
    case ErrorCode::NewerSchema:
        return {QT_TRANSLATE_NOOP("Messages", "A newer Safelight wrote this."),
                QT_TRANSLATE_NOOP("Messages", "Update Safelight on this device. Nothing was changed.")};
    case ErrorCode::InUse:
        return {QT_TRANSLATE_NOOP("Messages", "Safelight is already open on this device."),
                QT_TRANSLATE_NOOP("Messages", "Go to the window that is open, or close it first.")};
    case ErrorCode::DiskFull:
        return {QT_TRANSLATE_NOOP("Messages", "This device has no room left."),
                QT_TRANSLATE_NOOP("Messages", "What was saved before is safe. Free some room, then try again.")};
    case ErrorCode::DiskFault:
        return {QT_TRANSLATE_NOOP("Messages", "This device could not write to its storage."),
                QT_TRANSLATE_NOOP(
                    "Messages", "What was saved before is kept. Try again; if it stays so, tell your administrator.")};
    case ErrorCode::Invalid:
        return {QT_TRANSLATE_NOOP("Messages", "Something is missing or does not fit."),
                QT_TRANSLATE_NOOP("Messages", "Look at what is marked, mend it, then try again.")};
    case ErrorCode::Unsupported:
        return {QT_TRANSLATE_NOOP("Messages", "This Safelight is too old for it."),
                QT_TRANSLATE_NOOP("Messages", "Update Safelight on this device.")};
    case ErrorCode::Cancelled:
        return {QT_TRANSLATE_NOOP("Messages", "It was stopped."),
                QT_TRANSLATE_NOOP("Messages", "You can start it again.")};
    case ErrorCode::Conflict:
        return {QT_TRANSLATE_NOOP("Messages", "The service holds something else under the same name."),
                QT_TRANSLATE_NOOP(
                    "Messages", "Your notes are kept here and nothing was replaced. Tell your administrator, with the "
                                "code at the end.")};
    case ErrorCode::Internal:
        return {QT_TRANSLATE_NOOP("Messages", "Something went wrong inside Safelight."),
                QT_TRANSLATE_NOOP("Messages",
                                  "Try again. If it stays so, tell your administrator, with the code at the end.")};
    case ErrorCode::NotReady:
        return {QT_TRANSLATE_NOOP("Messages", "This device has not heard from the service yet."),
                QT_TRANSLATE_NOOP("Messages", "Connect once, then save. Your words are kept as a draft.")};
    case ErrorCode::NoMemory:
        return {QT_TRANSLATE_NOOP("Messages", "This device has too little memory free to open your notes."),
                QT_TRANSLATE_NOOP("Messages", "Close other programs, then try again. It did not count as a try.")};
    case ErrorCode::OtherService:
        return {QT_TRANSLATE_NOOP("Messages", "This code is from another service than the one this device works with."),
                QT_TRANSLATE_NOOP("Messages", "Nothing was changed. Ask your administrator for a code of your own "
                                              "organisation, or use a device of the other one.")};
    }
    return {
        QT_TRANSLATE_NOOP("Messages", "Something went wrong inside Safelight."),
        QT_TRANSLATE_NOOP("Messages", "Try again. If it stays so, tell your administrator, with the code at the end.")};
}

/// Where what people were about needs other words than usual.
std::optional<Words> wordsWhile(Doing doing, ErrorCode code)
{
    const bool isFull = code == ErrorCode::DiskFull;
    const bool isFault = code == ErrorCode::DiskFault;
    const bool isAbsent = code == ErrorCode::Offline || code == ErrorCode::TimedOut;
    const Words usual = wordsFor(code);
    switch (doing) {
    case Doing::Saving:
        if (isFull)
            return Words{usual.happened, QT_TRANSLATE_NOOP("Messages", "It is not saved yet, and your words are still "
                                                                       "here. Free some room, then save again.")};
        if (isFault)
            return Words{usual.happened,
                         QT_TRANSLATE_NOOP("Messages", "It is not saved yet, and your words are still here. Try again; "
                                                       "if it stays so, write it down elsewhere and tell your "
                                                       "administrator.")};
        break;
    case Doing::Syncing:
        if (isFull)
            return Words{usual.happened, QT_TRANSLATE_NOOP("Messages", "Every note that was saved is safe here. Free "
                                                                       "some room, so that sending can go on.")};
        if (isFault)
            return Words{usual.happened,
                         QT_TRANSLATE_NOOP("Messages", "Every note that was saved is kept here. Sending goes on when "
                                                       "it can; if it stays so, tell your administrator.")};
        break;
    case Doing::Joining:
        if (isAbsent)
            return Words{usual.happened, QT_TRANSLATE_NOOP("Messages", "Nothing is lost: the code still works. Connect "
                                                                       "this device, then try again.")};
        if (code == ErrorCode::ServiceUnavailable)
            return Words{usual.happened, QT_TRANSLATE_NOOP("Messages", "Nothing is lost: the code still works. Check "
                                                                       "the address, wait a little, then try again.")};
        if (code == ErrorCode::NotFound)
            return Words{QT_TRANSLATE_NOOP("Messages", "The service does not know this code."),
                         QT_TRANSLATE_NOOP("Messages", "Check what you typed, or ask your administrator for a new "
                                                       "code.")};
        break;
    case Doing::Exporting:
        if (isFull)
            return Words{usual.happened, QT_TRANSLATE_NOOP("Messages", "Nothing was exported. Free some room or choose "
                                                                       "another place, then export again.")};
        if (isFault)
            return Words{usual.happened, QT_TRANSLATE_NOOP("Messages", "Nothing was exported. Choose another place, "
                                                                       "then export again.")};
        break;
    case Doing::Opening:
    case Doing::Anything: break;
    }
    return std::nullopt;
}

QString translated(const char *text) { return QCoreApplication::translate("Messages", text); }

} // namespace

QString happened(ErrorCode code, Doing doing)
{
    return translated(wordsWhile(doing, code).value_or(wordsFor(code)).happened);
}

QString mend(ErrorCode code, Doing doing) { return translated(wordsWhile(doing, code).value_or(wordsFor(code)).mend); }

QString supportCode(ErrorCode code) { return u"SL-%1"_s.arg(static_cast<int>(code)); }

QString explain(const Error &error, Doing doing)
{
    const int seconds = secondsIn(error);
    if (error.code == ErrorCode::Throttled && seconds > 0) {
        //: %1 is what happened, %2 a wait such as "5 minutes", %3 a support code
        return QCoreApplication::translate("Messages", "%1 Try again in %2. Nothing is erased. (%3)")
            .arg(happened(error.code), waitInWords(seconds), supportCode(error.code));
    }
    //: %1 is what happened, %2 how to mend it, %3 a support code such as SL-7
    return QCoreApplication::translate("Messages", "%1 %2 (%3)")
        .arg(happened(error.code, doing), mend(error.code, doing), supportCode(error.code));
}

QString refused(ErrorCode code)
{
    //: %1 is a support code such as SL-7
    return QCoreApplication::translate("Messages", "You wrote this on this device and the service refused it. It is "
                                                   "kept here, and did not reach who it was for. Tell your "
                                                   "administrator. (%1)")
        .arg(supportCode(code));
}

std::function<QString(const Error &)> explainer(Doing doing)
{
    return [doing](const Error &error) { return explain(error, doing); };
}

int secondsIn(const Error &error)
{
    static const QRegularExpression pattern(u"(?:seconds|retry-after)=(\\d{1,7})"_s);
    const QRegularExpressionMatch match = pattern.match(error.detail);
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

QString waitInWords(int seconds)
{
    if (seconds < 90)
        return QCoreApplication::translate("Messages", "%n second(s)", "a wait", seconds);
    const int minutes = (seconds + 59) / 60;
    return QCoreApplication::translate("Messages", "%n minute(s)", "a wait", minutes);
}

} // namespace safelight::messages
