// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/service/certificates.h"

#include <functional>

namespace safelight::test
{

/// Certificates made when the test runs: none lies in the tree, none runs out.
class Certs
{
public:
    Certs();

    /// The authority that clients of the test trust.
    [[nodiscard]] const service::CertifiedKey &authority() const { return m_authority; }
    /// A good certificate for localhost and 127.0.0.1, or what `change` makes of it.
    [[nodiscard]] service::CertifiedKey
    server(const std::function<void(service::CertificateSpec &)> &change = {}) const;
    /// The same from an authority that nobody trusts.
    [[nodiscard]] service::CertifiedKey strangersServer() const;
    [[nodiscard]] static QByteArray pinOf(const service::CertifiedKey &certified);

private:
    service::CertifiedKey m_authority;
    service::CertifiedKey m_stranger;
};

} // namespace safelight::test
