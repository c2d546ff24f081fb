// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/invite.h"
#include "sync/transport/transport.h"

#include <optional>

namespace safelight
{

/// What a new device is given: the code, and (from the QR or the link, not from a code that was read aloud) where the
/// service is and how it proves itself.
struct JoinLink {
    InviteCode code;
    std::optional<ServiceAddress> address;
};

namespace joinlink
{
/// safelight://join?u=<https url>&c=<code>, then per SPKI pin &p=<base64url, 32 bytes>, then for an organisation with a
/// certificate authority of its own &a=<base64url, DER of each certificate>. Everything after safelight:// is what the
/// QR shows.
[[nodiscard]] QString format(const InviteCode &code, const ServiceAddress &address);

/// Reads a link, or a code alone (address empty). Forgiving about spaces and line ends anywhere in it.
/// Errors: Malformed (neither, or a link that says its address or its code twice), Invalid (the link's address is not
/// https://host[:port], or a pin or a certificate in it is damaged).
[[nodiscard]] Result<JoinLink> parse(const QString &typed);

/// An address that a person typed: "service.example.org", with or without https:// and port. Error: Invalid.
[[nodiscard]] Result<QUrl> parseAddress(const QString &typed);
} // namespace joinlink

} // namespace safelight
