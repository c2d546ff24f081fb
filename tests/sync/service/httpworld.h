// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serviceworld.h"
#include "sync/service/httpserver.h"
#include "sync/transport/transport.h"
#include "tests/support/certs.h"

namespace safelight::test
{

/// A ServiceWorld behind real sockets: the front listens on the loopback with a certificate made just now.
class HttpWorld
{
public:
    explicit HttpWorld(const service::Limits &limits = {}, service::Storage *storage = nullptr)
        : certified(certs.server())
    {
        service::ServerConfig config;
        config.certificatePem = certified.certificatePem;
        config.keyPem = certified.keyPem;
        config.limits = limits;
        server = std::move(*service::HttpServer::bind(config, world.clock, random));
        world.origin = QStringLiteral("https://localhost:%1").arg(server->port());
        world.core = std::make_unique<service::Core>(storage ? *storage : *world.storage, world.clock,
                                                     world.root.publicKey(), world.origin, QByteArray(32, 'm'));
        server->start(*world.core);
    }

    [[nodiscard]] ServiceAddress address() const
    {
        return {QUrl(world.origin), certs.authority().certificatePem, {Certs::pinOf(certified)}};
    }
    [[nodiscard]] std::unique_ptr<Transport> transportOf(const Person &who) const
    {
        SigningSeed seed = who.login->seed().clone();
        return makeHttpsTransport(address(), {who.install, SigningKey(std::move(seed))});
    }

    SystemRandom random;
    Certs certs;
    service::CertifiedKey certified;
    ServiceWorld world;
    std::unique_ptr<service::HttpServer> server; ///< goes before the core it calls
};

} // namespace safelight::test
