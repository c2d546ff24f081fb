// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/keys.h"
#include "sync/wire/messages.h"

#include <QStringList>

namespace safelight
{

/// One invitation code: 20 Crockford base-32 characters, 100 bits, shown as "XXXXX-XXXXX-XXXXX-XXXXX" and in the QR.
/// The service only ever learns lookup(). (sync-protocol section 7.) Move-only.
class InviteCode
{
public:
    [[nodiscard]] static InviteCode generate();
    /// Forgiving: case, spaces, hyphens, O for 0, I and L for 1. Error: Malformed (length or a character).
    [[nodiscard]] static Result<InviteCode> parse(const QString &typed);

    [[nodiscard]] QString text() const;  ///< grouped for reading aloud
    [[nodiscard]] Lookup lookup() const; ///< BLAKE2b-128("lookup", key = s)

    /// AEAD under BLAKE2b-256(purpose, key = s): info for the new device, label for the administrator.
    [[nodiscard]] QByteArray seal(QByteArrayView purpose, ByteView plain) const;
    [[nodiscard]] Result<QByteArray> open(QByteArrayView purpose, ByteView sealed) const;

    /// BLAKE2b-256(transcript, key = BLAKE2b-256("mac", key = s)) over install ‖ login_pk ‖ sign_pk ‖ box_pk ‖ label.
    [[nodiscard]] QByteArray macOf(const ClaimRequest &claim) const;
    [[nodiscard]] bool verifyMac(const ClaimRequest &claim) const;

private:
    explicit InviteCode(Secret<16, struct InviteSecretTag> secret, QByteArray characters);
    Secret<16, struct InviteSecretTag> m_secret; ///< s
    QByteArray m_characters;

public:
    InviteCode(InviteCode &&) noexcept = default;
    InviteCode &operator=(InviteCode &&) noexcept = default;
    ~InviteCode();
};

/// What the new device learns from the invitation before it claims.
struct InviteInfo {
    SignPublic rootPk;
    QString organisation;
    QString forWhom;       ///< "Tablet for the outreach team", as the administrator typed it
    quint8 deviceKind = 1; ///< 1 tablet, 2 kiosk, 3 laptop (app/admin/devicekind.h)
};
[[nodiscard]] QByteArray encode(const InviteInfo &info);
[[nodiscard]] Result<InviteInfo> decodeInviteInfo(ByteView bytes);

/// Four words both screens show before a reader is approved: first 5 bytes of
/// BLAKE2b-128("sas" ‖ root_pk ‖ sign_pk ‖ box_pk ‖ lookup), 10 bits a word from a list of 1024.
[[nodiscard]] QStringList comparisonWords(const SignPublic &rootPk, const ClaimRequest &claim, const Lookup &lookup);

/// The welcome message: which spaces, in which role, called what. Sealed to the claimer's box key with a fresh
/// ephemeral pair, so only it can read the names.
struct WelcomeSpace {
    SpaceId space;
    QString name;
    quint8 kind = 0;
    quint8 role = 0;
};
struct Welcome {
    QString person; ///< name to show for this principal
    QList<WelcomeSpace> spaces;
};
[[nodiscard]] QByteArray sealWelcome(const BoxPublic &to, const Lookup &lookup, const Welcome &welcome);
[[nodiscard]] Result<Welcome> openWelcome(const BoxKey &own, const Lookup &lookup, ByteView sealed);

} // namespace safelight
