// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/decisiondraft.h"

#include <QCborValue>

namespace safelight::triage
{

// The draft's content is a map with the decision form's own numbers, texts untrimmed: a person goes on where they were.

Draft draftOf(const KnownForms &forms, const Uuid &concern, const DecisionInput &input, std::int64_t nowMs)
{
    const DecisionForm &n = forms.decision;
    const QCborMap content{{qint64(n.outcome), input.outcome},
                           {qint64(n.why), input.why},
                           {qint64(n.alternatives), input.alternatives},
                           {qint64(n.messageToAuthor), input.messageToAuthor}};
    return Draft{concern, n.type, n.version, QCborValue(content).toCbor(), {}, nowMs};
}

std::optional<DecisionInput> inputOf(const KnownForms &forms, const Draft &draft)
{
    const DecisionForm &n = forms.decision;
    if (draft.type != n.type)
        return std::nullopt;
    const QCborMap content = QCborValue::fromCbor(draft.content).toMap();
    return DecisionInput{content.value(qint64(n.outcome)).toInteger(), content.value(qint64(n.why)).toString(),
                         content.value(qint64(n.alternatives)).toString(),
                         content.value(qint64(n.messageToAuthor)).toString()};
}

} // namespace safelight::triage
