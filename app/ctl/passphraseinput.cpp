// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/passphraseinput.h"

#include "app/ctl/output.h"
#include "app/ctl/textinput.h"
#include "sync/crypto/secret.h"

#include <QFile>
#include <cstdio>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxLine = 4096;

Result<Passphrase> passphraseOf(QByteArray &line)
{
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    Result<QString> text = textFrom(line, u"the passphrase"_s);
    wipe(line);
    if (!text) {
        note(u"The passphrase is not UTF-8. It is not guessed at: what cannot be read would stand for any passphrase. "
             "Save the file as UTF-8, then try again."_s);
        return Error{ErrorCode::Invalid, text.error().detail};
    }
    Passphrase passphrase(*text);
    text->fill(u'\0');
    return passphrase;
}

Result<Passphrase> fromFile(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{ErrorCode::NotFound, u"passphrase file"_s};
    QByteArray line = file.readLine(kMaxLine);
    return passphraseOf(line);
}

#ifdef Q_OS_UNIX
/// Echo is off while this lives.
class Silence final
{
public:
    Silence()
    {
        m_changed = tcgetattr(STDIN_FILENO, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        m_changed = m_changed && tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~Silence()
    {
        if (m_changed)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;
    [[nodiscard]] bool isSilent() const { return m_changed; }

private:
    termios m_before{};
    bool m_changed = false;
};

Result<Passphrase> fromTerminal(const char *prompt)
{
    const Silence silence;
    if (!silence.isSilent())
        return Error{ErrorCode::NotFound, u"no terminal"_s};
    std::fputs(prompt, stderr);
    QByteArray line(kMaxLine, '\0');
    const ssize_t length = ::read(STDIN_FILENO, line.data(), size_t(line.size()));
    std::fputs("\n", stderr);
    if (length <= 0)
        return Error{ErrorCode::Cancelled, u"no passphrase"_s};
    line.truncate(length);
    return passphraseOf(line);
}
#else
Result<Passphrase> fromTerminal(const char *) { return Error{ErrorCode::NotFound, u"no terminal"_s}; }
#endif

} // namespace

Result<Passphrase> readPassphrase(const QString &fileName, bool fresh)
{
    if (!fileName.isEmpty())
        return fromFile(fileName);
    Result<Passphrase> first = fromTerminal(fresh ? "Choose a passphrase (15 characters or more): " : "Passphrase: ");
    if (!first || !fresh)
        return first;
    const Result<Passphrase> second = fromTerminal("The same again: ");
    if (!second)
        return second.error();
    if (first->lengthInCharacters() != second->lengthInCharacters() ||
        !std::equal(first->bytes().begin(), first->bytes().end(), second->bytes().begin(), second->bytes().end()))
        return Error{ErrorCode::Invalid, u"passphrases differ"_s};
    return first;
}

} // namespace safelight::ctl
