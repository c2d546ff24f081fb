// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/program.h"

#include <QCoreApplication>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace safelight;
using namespace safelight::service;

namespace
{

constexpr const char *kUsage = "Usage: safelight-service init|serve|check|block|unblock [options]\n"
                               "  init   makes the service's folder\n"
                               "  serve  answers devices until SIGTERM\n"
                               "  check  reads the whole store and says whether it is sound\n"
                               "  block, unblock  shuts an installation out, or lets it in again\n"
                               "Each says more with --help.\n";

Exit run(const QStringList &arguments, const Surroundings &here)
{
    const QString command = arguments.value(1);
    const QStringList rest = QStringList{arguments.first() + u' ' + command} + arguments.mid(2);
    if (command == "init"_L1)
        return runInit(rest, here);
    if (command == "serve"_L1)
        return runServe(rest, here);
    if (command == "check"_L1)
        return runCheck(rest, here);
    if (command == "block"_L1 || command == "unblock"_L1)
        return runBlock(rest, here, command == "block"_L1);
    const bool asked = command == "--help"_L1 || command == "help"_L1;
    if (command == "--version"_L1)
        std::puts("safelight-service " SAFELIGHT_VERSION);
    else
        std::fputs(kUsage, asked ? stdout : stderr);
    return asked || command == "--version"_L1 ? Exit::Good : Exit::Usage;
}

} // namespace

int main(int argc, char *argv[])
{
    umask(0077);               // whatever is made here is the service's own
    prctl(PR_SET_DUMPABLE, 0); // other programs of this user cannot read the keys in memory
    const QCoreApplication app(argc, argv);
    if (const Done ready = initCrypto(); !ready)
        return int(fail(u"libsodium is missing or older than 1.0.18."_s));
    SystemClock clock;
    SystemRandom random;
    return int(run(QCoreApplication::arguments(), {clock, random, qEnvironmentVariable("CREDENTIALS_DIRECTORY")}));
}
