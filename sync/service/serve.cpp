// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/core.h"
#include "sync/service/httpserver.h"
#include "sync/service/program.h"

#include <QCommandLineParser>
#include <QFile>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

struct Settings {
    SignPublic rootPk;
    QByteArray tokenKey;
    QStringList names;
};

/// Signals that end the service are waited for in one place; every thread made after this leaves them alone.
sigset_t holdSignals()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
}

/// Asks for no more than is missing: under the systemd unit both hold already and setrlimit is not allowed.
void takeLimit(decltype(RLIMIT_NOFILE) resource, bool most)
{
    rlimit limit{};
    if (getrlimit(resource, &limit) != 0)
        return;
    const rlimit wanted = most ? rlimit{limit.rlim_max, limit.rlim_max} : rlimit{0, 0};
    if (limit.rlim_cur != wanted.rlim_cur)
        setrlimit(resource, &wanted);
}

/// As many sockets as the system allows, and no memory image of keys on disk.
void takeLimits()
{
    takeLimit(RLIMIT_NOFILE, true);
    takeLimit(RLIMIT_CORE, false);
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 2); // an arena per thread keeps what a crowd of connections needed once
#endif
}

Result<Settings> readSettings(Storage &storage)
{
    Settings settings;
    const Done read = storage.read([&](StorageTx &tx) -> Done {
        const auto root = tx.setting(u"root_pk"_s);
        const auto key = tx.setting(u"token_key"_s);
        const auto names = tx.setting(u"names"_s);
        if (!root || !key || !names)
            return !root ? root.error() : !key ? key.error() : names.error();
        const auto rootPk = SignPublic::from(QByteArrayView(*root));
        if (!rootPk || key->size() != 32)
            return Error{ErrorCode::Invalid, u"init did not finish"_s};
        settings = {*rootPk, *key, QString::fromUtf8(*names).split(u'\n', Qt::SkipEmptyParts)};
        return done();
    });
    if (!read)
        return read.error();
    return settings;
}

/// "https://host:port" as a client writes it: IPv6 in brackets, the port always said.
QString originOf(const QString &host, quint16 port)
{
    return (host.contains(u':') ? u"https://[%1]:%2"_s : u"https://%1:%2"_s).arg(host.toLower()).arg(port);
}

/// "address:port", "[v6]:port".
bool parseListen(const QString &text, ServerConfig &config)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool good = false;
    config.address = text.left(colon);
    if (config.address.startsWith(u'[') && config.address.endsWith(u']'))
        config.address = config.address.sliced(1, config.address.size() - 2);
    config.port = text.mid(colon + 1).toUShort(&good);
    return colon > 0 && good;
}

QString listenFault(const Error &error, const QString &listen)
{
    switch (error.code) {
    case ErrorCode::InUse:
        return u"%1 is taken by another program. Stop that one, or choose another port with --listen."_s.arg(listen);
    case ErrorCode::Forbidden:
        return u"This user may not listen on %1. Choose a port from 1024 on, or give the service "
               u"CAP_NET_BIND_SERVICE."_s.arg(listen);
    case ErrorCode::Damaged:
        return u"The TLS %1 in the folder's tls/ cannot be used. Put back server.pem and server.key (they belong "
               u"together)."_s.arg(error.detail);
    default: return u"Cannot listen on %1: this machine has no such address."_s.arg(listen);
    }
}

/// What the operator can do about a store that fails while devices are being answered.
QString troubleLine(ErrorCode trouble, const DataFolder &folder)
{
    if (trouble == ErrorCode::DiskFull)
        return u"No space left for %1: what devices send is refused, and sent again later. Make room on that disk; "
               u"nothing needs to be restarted."_s.arg(folder.database());
    if (trouble == ErrorCode::DiskFault)
        return u"%1 cannot be read or written: what devices send is refused, and sent again later. Check the disk (see "
               u"the system's log) and that this user owns the folder."_s.arg(folder.database());
    return u"%1 is damaged, or the store failed in another way it cannot mend itself. Stop the service, keep a copy of "
           u"the folder, and run: safelight-service check --data %2"_s.arg(folder.database(), folder.path);
}

QCommandLineParser &describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Answers devices until SIGTERM."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"data"_s, u"The folder that init made."_s, u"folder"_s},
        {u"listen"_s, u"Address and port; port 0: any free one. The first line on stdout names it."_s,
         u"address:port"_s, u"127.0.0.1:8443"_s},
        {u"origin"_s, u"Further https://host:port by which devices reach this service; may be repeated."_s, u"url"_s},
        {u"rate-limit"_s, u"Requests a minute per installation; 0 switches limits off (measurements)."_s, u"number"_s,
         u"60"_s},
        {u"key-file"_s, u"Where the storage key is; else systemd's credential, else DIR/storage.key."_s, u"file"_s},
    });
    return parser;
}

} // namespace

Exit runServe(const QStringList &arguments, const Surroundings &here)
{
    QCommandLineParser parser;
    ServerConfig config;
    if (const auto end = readLine(describe(parser), arguments))
        return *end;
    const DataFolder folder{parser.value(u"data"_s), parser.value(u"key-file"_s), here.credentials};
    const QString listen = parser.value(u"listen"_s);
    bool number = false;
    const int perMinute = parser.value(u"rate-limit"_s).toInt(&number);
    if (folder.path.isEmpty() || !parseListen(listen, config) || !number || perMinute < 0) {
        say(u"serve needs --data, and --listen as address:port. See serve --help."_s);
        return Exit::Usage;
    }
    config.limits.requestsPerMinute = perMinute;
    config.limits.requestBurst = perMinute * 2;
    if (perMinute == 0)
        config.limits.strangerRequestsPerMinute = 0;

    const sigset_t signalsToEnd = holdSignals();
    takeLimits();
    const auto storage = openStorage(folder);
    if (!storage)
        return fail(mendFor(storage.error(), folder));
    const auto settings = readSettings(**storage);
    if (!settings)
        return fail(mendFor(settings.error(), folder));
    QFile::remove(folder.unfinished()); // init was interrupted after its last step but this one

    const auto certificate = readFile(folder.tls("server.pem"));
    const auto certificateKey = readFile(folder.tls("server.key"));
    if (!certificate || !certificateKey)
        return fail(listenFault({ErrorCode::Damaged, u"certificate or key"_s}, listen));
    config.certificatePem = *certificate;
    config.keyPem = *certificateKey;
    auto server = HttpServer::bind(config, here.clock, here.random);
    if (!server)
        return fail(listenFault(server.error(), listen));

    QStringList origins;
    for (const QString &name : settings->names)
        origins.append(originOf(name, (*server)->port()));
    origins.append(originOf(config.address, (*server)->port()));
    origins += parser.values(u"origin"_s);
    origins.removeDuplicates();
    Core core(**storage, here.clock, settings->rootPk, origins.first(), settings->tokenKey, origins.mid(1));
    core.onTrouble([&folder](ErrorCode trouble) { say(troubleLine(trouble, folder)); });
    (*server)->start(core);
    std::printf("listening %s\n", originOf(config.address, (*server)->port()).toUtf8().constData());
    std::fflush(stdout);

    int received = 0;
    while (sigwait(&signalsToEnd, &received) != 0) {
    }
    say(u"stopping"_s);
    (*server)->stop();
    return Exit::Good;
}

} // namespace safelight::service
