// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/keystore/keystore.h"

#include <algorithm>

namespace safelight
{

bool KeyStore::isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
}

Result<DataKey> readOrMakeKey(KeyStore &store, const QString &name)
{
    const Result<std::optional<SecretMemory>> found = store.read(name);
    if (!found && found.error().code != ErrorCode::Damaged)
        return found.error();
    if (found && *found) {
        const ByteView bytes = (*found)->bytes();
        if (bytes.size() == DataKey::kSize)
            return DataKey::from(bytes.first<DataKey::kSize>());
    }
    if (!found || *found) {
        if (Done aside = store.setAside(name); !aside)
            return aside.error();
    }
    DataKey fresh = DataKey::random();
    if (Done written = store.write(name, std::as_const(fresh).span()); !written)
        return written.error();
    return fresh;
}

} // namespace safelight
