// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/passphrasepolicy.h"

#include <QByteArrayView>
#include <array>

namespace safelight
{

namespace
{

constexpr std::size_t kMinDistinct = 5;
constexpr qsizetype kLongestPiece = 8;

constexpr std::array<QByteArrayView, 16> kBlocked{
    "passwordpassword", "password12345678",   "passphrasepassphrase", "letmeinletmeinletmein",
    "iloveyouiloveyou", "safelightsafelight", "safeguardingchampion", "correcthorsebatterystaple",
    "thisismypassword", "thisismypassphrase", "mypasswordispassword", "changemechangeme",
    "welcomewelcome12", "administrator123",   "trustno1trustno1",     "ilovemyfamily123",
};
constexpr std::array<QByteArrayView, 5> kRuns{
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "0123456789012345678901234567890123456789",
    "1234567890123456789012345678901234567890",
    "qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
};

/// Lower case, without spaces and signs, in memory that is wiped.
struct Folded {
    explicit Folded(ByteView typed)
        : memory(typed.size() + 1)
    {
        for (const std::byte byte : typed) {
            auto c = std::to_integer<unsigned char>(byte);
            if (c >= 'A' && c <= 'Z')
                c = static_cast<unsigned char>(c + 32);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 128)
                memory.bytes()[length++] = std::byte{c};
        }
    }
    [[nodiscard]] QByteArrayView view() const { return viewOf(memory.bytes().first(length)); }
    SecretMemory memory;
    std::size_t length = 0;
};

bool isRepetition(QByteArrayView text)
{
    for (qsizetype piece = 1; piece <= kLongestPiece && 2 * piece <= text.size(); ++piece) {
        bool repeats = true;
        for (qsizetype i = piece; i < text.size() && repeats; ++i)
            repeats = text.at(i) == text.at(i - piece);
        if (repeats)
            return true;
    }
    return false;
}

bool isRun(QByteArrayView text)
{
    SecretMemory reversed(std::size_t(text.size()) + 1);
    std::copy(bytesOf(text).rbegin(), bytesOf(text).rend(), reversed.bytes().begin());
    const QByteArrayView backwards = viewOf(std::as_const(reversed).bytes().first(std::size_t(text.size())));
    for (const QByteArrayView run : kRuns) {
        if (run.contains(text) || run.contains(backwards))
            return true;
    }
    return false;
}

bool hasFewDistinct(ByteView typed)
{
    std::array<bool, 256> seen{};
    std::size_t distinct = 0;
    for (const std::byte byte : typed) {
        bool &one = seen[std::to_integer<std::size_t>(byte)];
        distinct += one ? 0 : 1;
        one = true;
    }
    return distinct < kMinDistinct;
}

} // namespace

Done checkPassphrase(const Passphrase &passphrase)
{
    if (passphrase.lengthInCharacters() < kMinPassphraseCharacters)
        return Error{ErrorCode::WeakPassphrase, QStringLiteral("short")};
    const Folded folded(passphrase.bytes());
    const QByteArrayView text = folded.view();
    const bool blocked = std::find(kBlocked.begin(), kBlocked.end(), text) != kBlocked.end();
    if (blocked || hasFewDistinct(bytesOf(text)) || isRepetition(text) || isRun(text))
        return Error{ErrorCode::WeakPassphrase, QStringLiteral("guessable")};
    return done();
}

} // namespace safelight
