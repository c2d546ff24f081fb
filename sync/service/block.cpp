// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/program.h"

#include <QCommandLineParser>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

Done setBlocked(Storage &storage, const InstallId &id, bool blocked)
{
    return storage.write([&](StorageTx &tx) -> Done {
        auto known = tx.install(id);
        if (!known)
            return known.error();
        if (!*known)
            return Error{ErrorCode::Invalid, u"unknown installation"_s};
        (*known)->blocked = blocked;
        return tx.saveInstall(**known);
    });
}

} // namespace

Exit runBlock(const QStringList &arguments, const Surroundings &here, bool blocked)
{
    const QString command = blocked ? u"block"_s : u"unblock"_s;
    QCommandLineParser parser;
    parser.setApplicationDescription(blocked ? u"Shuts an installation (a lost tablet, say) out at once. Its people "
                                               u"stay members and keep the keys that they "
                                               "have: no program can remove them yet."_s
                                             : u"Lets a blocked installation in again."_s);
    parser.addHelpOption();
    parser.addOptions({{u"data"_s, u"The folder that init made; the service must not run."_s, u"folder"_s},
                       {u"installation"_s, u"Which one: 32 hex digits."_s, u"hex"_s},
                       {u"key-file"_s, u"Where the storage key is."_s, u"file"_s}});
    if (const auto end = readLine(parser, arguments))
        return *end;
    const DataFolder folder{parser.value(u"data"_s), parser.value(u"key-file"_s), here.credentials};
    const auto install = InstallId::fromHex(parser.value(u"installation"_s));
    if (folder.path.isEmpty() || !install) {
        say(u"%1 needs --data and --installation (32 hex digits). See %1 --help."_s.arg(command));
        return Exit::Usage;
    }
    const auto storage = openStorage(folder);
    if (!storage)
        return fail(mendFor(storage.error(), folder));
    if (const Done set = setBlocked(**storage, *install, blocked); !set) {
        if (set.error().code == ErrorCode::Invalid)
            return fail(u"No installation %1 is known here. Nothing was changed."_s.arg(install->toHex()));
        return fail(mendFor(set.error(), folder));
    }
    std::printf("%sed %s\n", command.toUtf8().constData(), install->toHex().toUtf8().constData());
    return Exit::Good;
}

} // namespace safelight::service
