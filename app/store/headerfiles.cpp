// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/headerfiles.h"

#include "platform/files/durablefile.h"

#include <array>

namespace safelight
{

namespace
{

struct Copy {
    QString path;
    QByteArray bytes;
    Result<VaultHeader> header = ErrorCode::Damaged;
};

Copy readCopy(const QString &path)
{
    Copy copy{path, {}, ErrorCode::Damaged};
    if (Result<QByteArray> bytes = files::read(path, VaultHeader::kMaxBytes)) {
        copy.bytes = std::move(*bytes);
        copy.header = decodeHeader(copy.bytes);
    }
    return copy;
}

std::uint64_t sequenceOf(const Copy &copy) { return copy.header ? copy.header->sequence : 0; }

/// Best effort: a vault that opens must open on a full disk too; the next opening tries again.
void mend(const Copy &from, const Copy &to)
{
    if (to.bytes != from.bytes)
        static_cast<void>(files::replace(to.path, from.bytes));
}

} // namespace

Done writeHeaders(const QString &folder, const VaultHeader &header, const DataKey &key)
{
    const QByteArray bytes = encodeHeader(header, key);
    if (Done first = files::replace(vaultfiles::headerA(folder), bytes); !first)
        return first;
    return files::replace(vaultfiles::headerB(folder), bytes);
}

Result<UnlockedHeader> unlockHeader(const QString &folder, const Passphrase &passphrase, const Clock &clock)
{
    std::array copies{readCopy(vaultfiles::headerA(folder)), readCopy(vaultfiles::headerB(folder))};
    if (sequenceOf(copies[1]) > sequenceOf(copies[0]))
        std::swap(copies[0], copies[1]);
    for (const Copy &copy : copies) {
        if (!copy.header && copy.header.error().code == ErrorCode::NewerSchema)
            return copy.header.error();
    }

    Throttle throttle(vaultfiles::attempts(folder), clock);
    for (std::size_t i = 0; i < copies.size(); ++i) {
        const Copy &copy = copies[i];
        const Copy &other = copies[1 - i];
        const KeySlot *slot = copy.header ? copy.header->passphraseSlot() : nullptr;
        if (slot == nullptr || (i == 1 && copy.bytes == other.bytes))
            continue;
        if (Done counted = throttle.beforeGuess(slot->id); !counted)
            return counted.error();
        Result<KeyBundle> bundle = openPassphraseSlot(copy.header->vault, *slot, passphrase);
        if (!bundle && bundle.error().code == ErrorCode::Damaged)
            continue;
        if (!bundle && bundle.error().code == ErrorCode::NoMemory) {
            if (Done taken = throttle.notGuessed(slot->id); !taken)
                return taken.error();
        }
        if (!bundle)
            return bundle.error();
        if (Done noted = throttle.succeeded(slot->id); !noted)
            return noted.error();
        if (!isHeaderGenuine(copy.bytes, bundle->data))
            continue; // somebody else wrote around the slot
        mend(copy, other);
        return UnlockedHeader{*copy.header, std::move(*bundle)};
    }
    return ErrorCode::Damaged;
}

} // namespace safelight
