// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"
#include "app/ctl/textinput.h"
#include "platform/privacy/privacy.h"
#include "sync/crypto/secret.h"

#include <QCoreApplication>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace safelight;
using namespace safelight::ctl;
using namespace Qt::StringLiterals;

namespace
{

QString overview(const QList<Command> &commands)
{
    QString text = u"safelight-ctl: Safelight without a screen, for administrators and for tests.\n\n"
                   "Usage: safelight-ctl COMMAND [OPTIONS]\n"
                   "       safelight-ctl COMMAND --help\n\n"
                   "Commands:\n"_s;
    for (const Command &command : commands)
        text += u"  %1 %2\n"_s.arg(command.words, -18).arg(command.summary);
    text +=
        u"\nExit codes: 0 done, 1 failed (the reason is on standard error, with a support code), 2 the command line "
        "was not\nunderstood, 3 a check found something wrong."_s;
    return text;
}

/// The command that the arguments begin with, and how many words it took.
std::pair<const Command *, qsizetype> find(const QList<Command> &commands, const QStringList &arguments)
{
    for (const Command &command : commands) {
        const QStringList words = command.words.split(u' ');
        if (arguments.mid(0, words.size()) == words)
            return {&command, words.size()};
    }
    return {nullptr, 0};
}

Exit dispatch(const QStringList &arguments, Surroundings &surroundings)
{
    const QList<Command> commands = allCommands();
    if (arguments.isEmpty() || arguments.first() == "--help"_L1 || arguments.first() == "help"_L1) {
        say(overview(commands));
        return arguments.isEmpty() ? Exit::Usage : Exit::Ok;
    }
    if (arguments.first() == "--version"_L1) {
        say(u"safelight-ctl " SAFELIGHT_VERSION ""_s);
        return Exit::Ok;
    }
    const auto [command, words] = find(commands, arguments);
    if (!command)
        return misuse(u"There is no such command. safelight-ctl --help lists them."_s);

    QCommandLineParser parser;
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this text."_s);
    parser.setApplicationDescription(command->help);
    parser.addOption(help);
    command->declare(parser);
    const QString name = u"safelight-ctl "_s + command->words;
    const bool understood = parser.parse(QStringList{name} + arguments.mid(words));
    if (parser.isSet(help)) {
        // Qt's text begins with the program's name; ours has the command's words too.
        QString text = parser.helpText();
        text.remove(0, text.indexOf(u'\n') + 1);
        say(u"Usage: %1 [OPTIONS]\n"_s.arg(name) + text);
        return Exit::Ok;
    }
    if (!understood)
        return misuse(parser.errorText() + u"\nTry: "_s + name + u" --help"_s);
    if (const QStringList given = parser.positionalArguments(); given.size() > command->arguments)
        return misuse(u"Not understood: "_s + shown(given.at(command->arguments)) +
                      u"\nA value of several words stands between quotation marks. Try: "_s + name + u" --help"_s);
    return command->run(parser, surroundings);
}

/// A standard stream that the caller closed is nothing to write to, rather than the next file or socket that is opened.
/// Whoever stops reading is told by what is written, not by the end of the program.
void keepStreams()
{
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_IGN);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0) // the lowest free one is taken; reading only, so that writing fails
            (void)::open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY);
    }
#endif
}

/// What was done and could not be told is no success.
Exit withAnswer(Exit exit)
{
    if (exit != Exit::Ok || !isAnswerLost())
        return exit;
    note(u"The command was done, but its answer could not be written to standard output."_s);
    return Exit::Failed;
}

} // namespace

int main(int argc, char **argv)
{
    keepStreams();
    const Done hardened = makePrivacy()->harden(); // before anything secret is read
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"safelight-ctl"_s);
    QCoreApplication::setApplicationVersion(u"" SAFELIGHT_VERSION ""_s);
    if (!hardened)
        note(u"This system does not let a program close its memory ("_s + hardened.error().detail + u')');
    if (const Done started = initCrypto(); !started)
        return int(fail(started.error()));
    SystemClock clock;
    SystemRandom random;
    Surroundings surroundings{clock, random};
    for (int i = 1; i < argc; ++i) {
        if (const Result<QString> text = textFrom(QByteArray(argv[i]), u"The command line"_s); !text)
            return int(misuse(text.error().detail + u": nothing is done. Convert it, then try again."_s));
    }
    return int(withAnswer(dispatch(QCoreApplication::arguments().mid(1), surroundings)));
}
