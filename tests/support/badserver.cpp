// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "badserver.h"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <memory>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace safelight::test
{

namespace
{

struct FreeContext {
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
    void operator()(SSL *ssl) const { SSL_free(ssl); }
};
using ContextPtr = std::unique_ptr<SSL_CTX, FreeContext>;

ContextPtr contextFor(const BadServer::Script &script)
{
    ContextPtr context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0"); // or OpenSSL itself would refuse the old versions
    SSL_CTX_set_min_proto_version(context.get(), script.minVersion);
    SSL_CTX_set_max_proto_version(context.get(), script.maxVersion);
    BIO *pem =
        BIO_new_mem_buf(script.certificate.certificatePem.constData(), int(script.certificate.certificatePem.size()));
    X509 *certificate = PEM_read_bio_X509(pem, nullptr, nullptr, nullptr);
    BIO_free(pem);
    pem = BIO_new_mem_buf(script.certificate.keyPem.constData(), int(script.certificate.keyPem.size()));
    EVP_PKEY *key = PEM_read_bio_PrivateKey(pem, nullptr, nullptr, nullptr);
    BIO_free(pem);
    SSL_CTX_use_certificate(context.get(), certificate);
    SSL_CTX_use_PrivateKey(context.get(), key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return context;
}

} // namespace

BadServer::BadServer(Script script)
    : m_script(std::move(script))
{
    std::signal(SIGPIPE, SIG_IGN); // clients leave in the middle of a word, that is the point
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 16) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("the test's own server cannot listen");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

BadServer::~BadServer()
{
    m_stopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    if (const int client = m_client; client >= 0)
        ::shutdown(client, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
}

void BadServer::serve()
{
    while (!m_stopping) {
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        ++m_connections;
        m_client = client;
        if (!m_stopping)
            converse(client);
        m_client = -1;
        ::close(client);
    }
}

void BadServer::converse(int client)
{
    const ContextPtr context = contextFor(m_script);
    const std::unique_ptr<SSL, FreeSsl> ssl(m_script.tls ? SSL_new(context.get()) : nullptr);
    if (ssl) {
        SSL_set_fd(ssl.get(), client);
        if (SSL_accept(ssl.get()) != 1)
            return;
    }
    std::array<char, 4096> buffer{};
    const auto receive = [&] {
        const auto size = buffer.size();
        return int(ssl ? SSL_read(ssl.get(), buffer.data(), int(size)) : ::recv(client, buffer.data(), size, 0));
    };
    QByteArray heard;
    while (!heard.contains("\r\n\r\n")) {
        const int count = receive();
        if (count <= 0)
            return;
        m_applicationBytes += count;
        heard.append(buffer.data(), count);
        if (!ssl && !heard.startsWith("GET") && !heard.startsWith("POST"))
            break; // somebody speaks TLS to a plain server
    }
    if (!m_script.answer.isEmpty()) {
        if (ssl)
            SSL_write(ssl.get(), m_script.answer.constData(), int(m_script.answer.size()));
        else
            (void)::send(client, m_script.answer.constData(), size_t(m_script.answer.size()), MSG_NOSIGNAL);
    }
    switch (m_script.ending) {
    case Ending::Clean:
        if (ssl)
            SSL_shutdown(ssl.get());
        break;
    case Ending::Cut: break;
    case Ending::Silent:
        while (receive() > 0) {
        }
        break;
    }
}

} // namespace safelight::test
