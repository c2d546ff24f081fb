// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest

/*! What a person at the keyboard does and sees, for the tests of this folder. */
TestCase {
    id: root

    visible: true
    when: windowShown
    width: 400
    height: 740

    property Item closing: null

    /*! Deletes a page at once, before the models it shows go. */
    function close(page: Item): void {
        if (!page)
            return;
        root.closing = page;
        page.destroy();
        tryVerify(() => root.closing === null); // deletion is deferred
    }
    function type(text: string): void {
        for (const letter of text)
            keyClick(letter);
    }
    function find(page: Item, name: string): QtObject {
        const item = findChild(page, name);
        verify(item, name + " is on the page");
        return item;
    }
    /*! Presses Tab until `reached()` is true; fails after `most` presses. */
    function tabUntil(reached, what: string, most: int): void {
        for (let i = 0; i < most; ++i) {
            if (reached())
                return;
            keyClick(Qt.Key_Tab);
        }
        fail(what + " is not reached by Tab");
    }
    function focused(): Item {
        return root.Window.activeFocusItem;
    }
    /*! Every stop of Tab on a page: has a name, is large enough, lies inside the page's width. Returns how many. */
    function walk(page: Item): int {
        const seen = [];
        for (let i = 0; i < 80; ++i) {
            const item = root.focused();
            if (seen.includes(item))
                break;
            seen.push(item);
            verify(item.Accessible.name.length > 0, "name of stop " + i + ": " + item);
            verify(item.height >= 47.5, "height of " + item.Accessible.name + ": " + item.height);
            const x = item.mapToItem(page, 0, 0).x;
            verify(x >= -0.5 && x + item.width <= page.width + 0.5, "inside the page: " + item.Accessible.name + " " + x + " " + item.width);
            keyClick(Qt.Key_Tab);
        }
        return seen.length;
    }
    /*! A visible text that says this is on the page. */
    function says(item: Item, words: string): bool {
        if (!item.visible)
            return false;
        const text = item as Text;
        if (text && text.text.includes(words))
            return true;
        for (let i = 0; i < item.children.length; ++i) {
            if (root.says(item.children[i], words))
                return true;
        }
        return false;
    }
    /*! No visible words are cut at their side. */
    function wordsFit(item: Item): void {
        if (!item.visible)
            return;
        const words = item as Text;
        if (words && words.elide === Text.ElideNone && words.text.length > 0)
            verify(words.contentWidth <= words.width + 1, "\"" + words.text + "\" " + words.contentWidth + " in " + words.width);
        for (let i = 0; i < item.children.length; ++i)
            root.wordsFit(item.children[i]);
    }
}
