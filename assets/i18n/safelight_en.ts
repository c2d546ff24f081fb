<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-FileCopyrightText: 2026 The Safelight authors -->
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- English only needs its plurals: lupdate -I . -pluralonly -locations none app qml -ts assets/i18n/safelight_en.ts -->
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>ErrorSummary</name>
    <message numerus="yes">
        <source>%n thing(s) to mend</source>
        <extracomment>Heading of the list of errors; %n is how many</extracomment>
        <translation>
            <numerusform>%n thing to mend</numerusform>
            <numerusform>%n things to mend</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxList</name>
    <message numerus="yes">
        <source>%n overdue</source>
        <extracomment>%n is how many concerns are overdue</extracomment>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not yet triaged</source>
        <extracomment>%n is how many concerns nobody has given a response urgency yet</extracomment>
        <translation>
            <numerusform>%n not yet triaged</numerusform>
            <numerusform>%n not yet triaged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <extracomment>%n is how many concerns were found</extracomment>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockWarning</name>
    <message numerus="yes">
        <source>Locking in %n second(s)</source>
        <extracomment>%n is a number of seconds, counting down</extracomment>
        <translation>
            <numerusform>Locking in %n second</numerusform>
            <numerusform>Locking in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <comment>a wait</comment>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>a wait</comment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PassphraseFields</name>
    <message numerus="yes">
        <source>%n more character(s)</source>
        <extracomment>How many characters a new passphrase still needs, or that it needs no more</extracomment>
        <translation>
            <numerusform>%n more character</numerusform>
            <numerusform>%n more characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PassphrasePanel</name>
    <message numerus="yes">
        <source>Too many tries that did not open it. Try again in %n second(s). Nothing is erased.</source>
        <extracomment>%n is a number of seconds, counting down</extracomment>
        <translation>
            <numerusform>Too many tries that did not open it. Try again in %n second. Nothing is erased.</numerusform>
            <numerusform>Too many tries that did not open it. Try again in %n seconds. Nothing is erased.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>safelight::Announcements</name>
    <message numerus="yes">
        <source>Locking in %n second(s)</source>
        <translation>
            <numerusform>Locking in %n second</numerusform>
            <numerusform>Locking in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>safelight::SyncStatus</name>
    <message numerus="yes">
        <source>%n to look at</source>
        <comment>items that need a person</comment>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting, safe here</source>
        <comment>items to send</comment>
        <translation>
            <numerusform>%n waiting, safe here</numerusform>
            <numerusform>%n waiting, safe here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending %n</source>
        <comment>items</comment>
        <translation>
            <numerusform>Sending %n</numerusform>
            <numerusform>Sending %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The service did not take %n item(s) from this device. They are kept here.</source>
        <translation>
            <numerusform>The service did not take %n item from this device. It is kept here.</numerusform>
            <numerusform>The service did not take %n items from this device. They are kept here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) came that could not be used. They are kept aside here.</source>
        <translation>
            <numerusform>%n item came that could not be used. It is kept aside here.</numerusform>
            <numerusform>%n items came that could not be used. They are kept aside here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) on this device are waiting for a connection. They are safe.</source>
        <translation>
            <numerusform>%n item on this device is waiting for a connection. It is safe.</numerusform>
            <numerusform>%n items on this device are waiting for a connection. They are safe.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are on the way to the service. They are safe on this device.</source>
        <translation>
            <numerusform>%n item is on its way to the service. It is safe on this device.</numerusform>
            <numerusform>%n items are on the way to the service. They are safe on this device.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be sent</source>
        <comment>items</comment>
        <translation>
            <numerusform>%n cannot be sent</numerusform>
            <numerusform>%n cannot be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) on this device cannot be sent: whoever wrote them may not write there any more. They are kept here. Ask your administrator.</source>
        <translation>
            <numerusform>%n item on this device cannot be sent: whoever wrote it may not write there any more. It is kept here. Ask your administrator.</numerusform>
            <numerusform>%n items on this device cannot be sent: whoever wrote them may not write there any more. They are kept here. Ask your administrator.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) on this device are waiting until the service takes them. They are safe.</source>
        <translation>
            <numerusform>%n item on this device is waiting until the service takes it. It is safe.</numerusform>
            <numerusform>%n items on this device are waiting until the service takes them. They are safe.</numerusform>
        </translation>
    </message>
</context>
</TS>
