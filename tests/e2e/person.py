# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person with assistive technology at a screen: finds things by their accessible names, presses them through AT-SPI,
types on the (virtual) keyboard. Nothing here knows the program's insides. Waiting is for a state, with a limit."""
import pathlib
import re
import subprocess

import gi

gi.require_version("Atspi", "2.0")
import pyatspi  # noqa: E402
from gi.repository import GLib  # noqa: E402

LIMIT_S = 25
STRUCTURE = (pyatspi.ROLE_APPLICATION, pyatspi.ROLE_FRAME, pyatspi.ROLE_WINDOW, pyatspi.ROLE_FILLER,
             pyatspi.ROLE_SCROLL_BAR)


class NotSeen(AssertionError):
    """What a person waited for did not come."""


def until(what, look, limit_s=LIMIT_S):
    """Looks again whenever the desktop says that something changed, at the latest every 50 ms."""
    context = GLib.MainContext.default()
    end = GLib.get_monotonic_time() + limit_s * 1_000_000
    while True:
        try:
            seen = look()
        except (GLib.Error, LookupError, RuntimeError, AttributeError, NotImplementedError):
            seen = None  # the tree changed under our eyes
        if seen:
            return seen
        if GLib.get_monotonic_time() > end:
            raise NotSeen(what)
        GLib.timeout_add(50, lambda: False)
        context.iteration(True)


def with_parents(pid):
    """A process, the one that started it, and so on."""
    line = []
    while pid > 1:
        line.append(pid)
        status = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        pid = int(status.rsplit(")", 1)[1].split()[1])
    return line


class Screen:
    """One running safelight window as assistive technology sees it."""

    def __init__(self, start, platform="xcb"):
        """`start` runs the program, or what starts it, with further environment and gives its process."""
        self.process = start({"QT_QPA_PLATFORM": platform, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
        self.app = until("safelight on the accessibility bus", self._application)

    def _application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")
        for app in pyatspi.Registry.getDesktop(0):
            if app and app.name == "safelight" and self.process.pid in with_parents(app.get_process_id()):
                return app
        return None

    def _walk(self, node):
        states = node.getState()
        if node is not self.app and not states.contains(pyatspi.STATE_SHOWING) \
                and node.getRole() not in (pyatspi.ROLE_FRAME, pyatspi.ROLE_WINDOW, pyatspi.ROLE_APPLICATION):
            return
        yield node
        for index in range(node.childCount):
            child = node.getChildAtIndex(index)
            if child:
                yield from self._walk(child)

    def everything(self):
        return list(self._walk(self.app))

    def look_for(self, name, roles=None):
        """The first showing thing whose name is `name` (text, or a compiled pattern)."""
        for node in self._walk(self.app):
            if self._fits(node, name) and (roles is None or node.getRole() in roles):
                return node
        return None

    def see(self, name, roles=None, limit_s=LIMIT_S):
        return until(f"see {name!r}", lambda: self.look_for(name, roles), limit_s)

    def _names(self):
        return sorted({node.name for node in self.everything() if node.name})

    def names_if_any(self):
        """What is on the screen, for a report; nothing if the program is gone."""
        try:
            return self._names()
        except (GLib.Error, LookupError, RuntimeError, AttributeError, NotImplementedError):
            return []

    def do_not_see(self, name):
        until(f"not see {name!r}", lambda: self.look_for(name) is None)

    def press(self, name, roles=None):
        try:
            node = until(f"press {name!r}", lambda: self._pressable(name, roles))
        except NotSeen as failed:
            raise NotSeen(f"{failed}; showing: {self._names()}") from None
        node.queryAction().doAction(self._action_index(node, ("Press", "Toggle", "press", "toggle")))

    @staticmethod
    def _action_index(node, wanted):
        action = node.queryAction()
        for index in range(action.nActions):
            if action.getName(index) in wanted:
                return index
        return None

    def _pressable(self, name, roles):
        for node in self._walk(self.app):
            if not self._fits(node, name) or (roles is not None and node.getRole() not in roles):
                continue
            if not node.getState().contains(pyatspi.STATE_ENABLED):
                continue
            if self._action_index(node, ("Press", "Toggle", "press", "toggle")) is not None:
                return node
        return None

    def activate(self):
        """Brings this window to the front, as a click on it would."""
        def front():
            found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                                   capture_output=True, text=True, check=False).stdout.split()
            return found and subprocess.run(["xdotool", "windowactivate", "--sync", found[-1]],
                                            capture_output=True, check=False).returncode == 0
        until("the window to come to the front", front)

    def type_into(self, name, text):
        """Puts the focus into the field and types; returns when the field says it holds the text."""
        self.activate()
        field = until(f"a field {name!r}", lambda: self._field(name))
        index = self._action_index(field, ("SetFocus", "setFocus"))
        if index is not None:
            field.queryAction().doAction(index)
        else:
            field.queryComponent().grabFocus()
        until(f"the focus in {name!r}", lambda: field.getState().contains(pyatspi.STATE_FOCUSED))
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)
        secret = field.getRole() == pyatspi.ROLE_PASSWORD_TEXT
        until(f"the text in {name!r}", lambda: field.queryText().characterCount >= len(text)
              if secret else text in field.queryText().getText(0, -1))

    def focused(self):
        """What has the keyboard."""
        inner = None
        for node in self._walk(self.app):
            if node.getState().contains(pyatspi.STATE_FOCUSED):
                inner = node
        return inner

    def tab_to(self, name):
        """Goes on with Tab until the thing of this name has the keyboard."""
        return self.go_to(name, "Tab")

    def go_to(self, name, keys, limit=80):
        """Goes on with a key until the thing of this name has the keyboard."""
        self.activate()
        for _ in range(limit):
            here = self.focused()
            if here is not None and self._fits(here, name):
                return here
            before = self._place(here)
            subprocess.run(["xdotool", "key", keys], check=True)
            until(f"the focus to move on from {before}", lambda: self._place(self.focused()) != before)
        raise NotSeen(f"{name!r} by {keys} alone; showing: {self._names()}")

    @staticmethod
    def _place(node):
        if node is None:
            return None
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        return node.name, node.getRole(), box.x, box.y

    @staticmethod
    def _fits(node, name):
        return bool(name.search(node.name or "")) if isinstance(name, re.Pattern) else node.name == name

    def type_here(self, text):
        """Types into what has the keyboard; returns when it says it holds the text."""
        self.activate()
        field = until("something to type into", self.focused)
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)
        until("the typed text", lambda: text in field.queryText().getText(0, -1))

    def type_secret(self, text):
        """Types into the hidden field, which has the keyboard when its page comes up."""
        self.activate()
        field = until("the keyboard in a hidden field", self._hidden_field)
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)
        until("the hidden text", lambda: field.queryText().characterCount == len(text))

    def _hidden_field(self):
        here = self.focused()
        return here if here is not None and here.getRole() == pyatspi.ROLE_PASSWORD_TEXT else None

    def unnamed(self):
        """What can be pressed or focused but has no name. Qt gives a hidden field its label as description only."""
        return [f"{node.getRoleName()} at {self._place(node)}" for node in self._walk(self.app)
                if node.getRole() not in STRUCTURE and node.getState().contains(pyatspi.STATE_SHOWING)
                and (node.getState().contains(pyatspi.STATE_FOCUSABLE) or self._acts(node))
                and not (node.name or "").strip()
                and node.getRole() != pyatspi.ROLE_PASSWORD_TEXT]
        # Qt tells neither name nor description of a hidden field; the group around it bears the label

    @staticmethod
    def _acts(node):
        return "Action" in pyatspi.listInterfaces(node) and any(
            node.queryAction().getName(index) in ("Press", "Toggle") for index in range(node.queryAction().nActions))

    def _field(self, name):
        for node in self._walk(self.app):
            if self._fits(node, name) and "Text" in pyatspi.listInterfaces(node) \
                    and node.getRole() in (pyatspi.ROLE_TEXT, pyatspi.ROLE_ENTRY, pyatspi.ROLE_PASSWORD_TEXT):
                return node
        return None

    def key(self, keys):
        self.activate()
        subprocess.run(["xdotool", "key", keys], check=True)

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
