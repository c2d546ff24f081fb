// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/vault.h"

namespace safelight::ctl
{

/// One author's own change-sets with everything that proves them: anybody with the author's public key can check a
/// bundle without a key of the organisation. CBOR: {0: 1, 1: root_pk, 2: sign_pk, 3: box_pk, 4: person,
/// 5: [+ [header_and_sig, salt, changeset]]}. It is plain text: treat the file as the record itself.
struct Bundle {
    SignPublic rootPk;
    SignPublic signPk;
    BoxPublic boxPk;
    QString person;
    QList<EmbedOp> entries;
};

[[nodiscard]] QByteArray encodeBundle(const Bundle &bundle);
/// Errors: Malformed, Unsupported (version).
[[nodiscard]] Result<Bundle> decodeBundle(const QByteArray &bytes);

/// Own change-sets that this principal can open, space by space in the order they were written. What was only sealed
/// for others (a kiosk's hand-ins) cannot be in it.
[[nodiscard]] Result<Bundle> collectBundle(WriteTx &tx, Journal &journal, Engine &engine, const VaultOwner &owner);

/// How many entries verify against the author's key; every one must. Error: NotAuthentic, with the number of the first
/// that does not.
[[nodiscard]] Result<int> verifyBundle(const Bundle &bundle);

} // namespace safelight::ctl
