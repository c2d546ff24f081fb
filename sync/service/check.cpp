// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/program.h"

#include <QCommandLineParser>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace safelight::service
{

Exit runCheck(const QStringList &arguments, const Surroundings &here)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Reads the whole store and recomputes every log hash. Changes nothing."_s);
    parser.addHelpOption();
    parser.addOptions({{u"data"_s, u"The folder that init made."_s, u"folder"_s},
                       {u"key-file"_s, u"Where the storage key is."_s, u"file"_s}});
    if (const auto end = readLine(parser, arguments))
        return *end;
    const DataFolder folder{parser.value(u"data"_s), parser.value(u"key-file"_s), here.credentials};
    if (folder.path.isEmpty()) {
        say(u"check needs --data. See check --help."_s);
        return Exit::Usage;
    }
    const auto key = keyOfStorage(folder);
    const auto wrong = key ? checkEmbeddedStorage(folder.database(), *key) : key.error();
    if (!wrong)
        return fail(mendFor(wrong.error(), folder));
    for (const QString &line : *wrong)
        say(line);
    if (!wrong->isEmpty())
        return fail(
            u"The store is damaged. Keep a copy of the folder, then restore service.db from the last good backup. "
            u"Devices that were enrolled before that backup send again what it lacks, also whole spaces. Devices "
            u"enrolled after it are unknown to it and must be invited again; until then they keep what they hold."_s);
    const auto storage = openStorage(folder);
    const auto initialised = storage ? isInitialised(**storage) : storage.error();
    if (!initialised || !*initialised)
        return fail(mendFor(initialised ? Error{ErrorCode::Invalid, {}} : initialised.error(), folder));
    std::puts("good");
    return Exit::Good;
}

} // namespace safelight::service
