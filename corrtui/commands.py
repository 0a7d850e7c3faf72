"""The one command registry: every key of the keyboard contract is a row here, and nowhere else.

Footer, help, palette, README table, `corrtui keys` and the key gate are all made from these rows;
`[keys]` in desk.toml overrides the keys of a row by its id. Key names are Textual's (`j`, `f2`,
`ctrl+n`, `space`, `question_mark` is written as the character it types: `?`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from corrtui.keyrules import key_trouble, key_word

QUEUE: Final = "queue"
DRAFT: Final = "draft"
NOTE: Final = "note"
CONTEXTS: Final = (QUEUE, DRAFT, NOTE)


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the desk.

    Attributes:
        id: the name used by `[keys]`, `:` and the tests.
        keys: the keys, or key sequences divided by a blank (`g g`), that start it; first is shown.
        context: `queue` (single keys), `draft` or `note` (every printable key is text).
        footer: the word in the footer; empty when the footer does not name it.
        help: one sentence for help, palette and manual.
        asks: what the prompt line asks for before it acts; empty when it acts at once.
        ready: False while the capability is not in the program yet: the row holds the key.
    """

    id: str
    keys: tuple[str, ...]
    context: str
    footer: str
    help: str
    asks: str = ""
    ready: bool = True


def _row(
    id: str,  # noqa: A002 — the field is called id everywhere else
    keys: str,
    footer: str,
    help: str,  # noqa: A002
    asks: str = "",
    *,
    context: str = QUEUE,
    ready: bool = True,
) -> Command:
    return Command(id, tuple(keys.split(", ")) if keys else (), context, footer, help, asks, ready)


COMMANDS: Final[tuple[Command, ...]] = (
    # moving
    _row("next", "j, down", "next", "Go to the next letter; every pane follows."),
    _row("previous", "k, up", "", "Go to the previous letter."),
    _row("first", "g g, home", "", "Go to the first letter of the queue."),
    _row("last", "G, end", "", "Go to the last letter of the queue."),
    _row("page-down", "pagedown", "", "Go one page down in the queue."),
    _row("page-up", "pageup", "", "Go one page up in the queue."),
    _row("scroll-down", "space", "", "Page the letter down; the cursor stays in the queue."),
    _row("scroll-up", "-", "", "Page the letter up; the cursor stays in the queue."),
    _row("next-pane", "tab", "", "Go to the next pane: queue, letter, records, draft."),
    _row("previous-pane", "shift+tab", "", "Go to the previous pane."),
    _row("open", "enter, o", "open", "Show the letter at full width; the same key closes it. Never sends."),
    # the work
    _row("finish", "y, f2", "finish", "Finish the letter: proof, file the PDF, enter it in the log, next."),
    _row("reply", "r, e", "reply", "Go into the draft, at the first hole."),
    _row(
        "template",
        "t, f4",
        "template",
        "Choose the template by its short code or part of its name.",
        "template",
    ),
    _row("classify", "c", "class", "Change the category of the letter; several may be given.", "category"),
    _row("clear-mark", "!", "", "Clear the sensitive mark of the letter, with a reason.", "reason"),
    _row("dispose", "d", "dispose", "Dispose of the letter without a reply, with a reason.", "disposition"),
    _row(
        "bring-up",
        "b, f8",
        "",
        "Put the letter away until a date (3d, fri, 12/24, = as before); it returns by itself.",
        "date",
    ),
    _row("route", "f, f9", "", "Send the letter to a department with a slip.", "department", ready=False),
    _row(
        "attach",
        "a",
        "attach",
        "Attach a record, or an enclosure that goes back, or take it off again.",
        "record",
    ),
    _row("view", "v", "", "View the record, or the letter as it came in.", "record"),
    _row("card", "i", "card", "Show the control card: every field, date and log line of the letter."),
    _row("history", "h", "", "Show what this writer wrote before, and how the like was answered."),
    _row("proof", "p, f5", "proof", "Proof the draft now and preview the page as it will print."),
    _row("tag", "x", "tag", "Tag the letter, or untag it."),
    _row("tag-pattern", "T", "", "Tag every shown letter that matches a limit.", "limit"),
    _row("tag-all", "*", "", "Tag every letter shown, or untag them all."),
    _row("tagged", ";", "", "Apply the next command to all tagged letters."),
    _row("limit", "l", "limit", "Limit the queue, e.g. cat:BIL due:<3d from:hill; empty shows all.", "limit"),
    _row("search", "/", "search", "Search every letter, open or closed.", "search"),
    _row("search-next", "n", "", "Go to the next hit."),
    _row("search-previous", "N", "", "Go to the previous hit."),
    _row("look-alikes", "=", "", "Show letters that look like this one, and how they differ."),
    _row("link", "&", "", "Link the letter to another.", "control number", ready=False),
    _row("unlink", "#", "", "Take a link away.", "control number", ready=False),
    _row("priority", "+", "", "Raise or lower the priority, with a reason.", "priority"),
    _row(
        "claim",
        "w",
        "claim",
        "Keep the letter open here, give it back; at a colleague's: take it over.",
        "reason",
    ),
    _row(
        "reveal",
        "s",
        "",
        "Show the masked numbers of this letter, with a reason; it is logged.",
        "reason",
    ),
    _row("money", "$", "", "Log the money that came with this letter.", ready=False),
    _row(
        "new-letter",
        "m",
        "",
        "Take down a phone note, type a letter in or paste one; or go on with one that is kept.",
        "kind",
    ),
    _row("repeat", ".", "repeat", "Repeat the last intent on this letter."),
    _row("undo", "u, z", "undo", "Undo your last intent by a counter-entry."),
    _row("skip", "f12", "", "Leave the letter as it is and go on, with a reason code.", "reason"),
    _row("mailed", "", "", "Enter that the filed reply was mailed: only that stops a clock.", "day, how"),
    _row("clock", "", "", "Switch a clock of this letter on or off, or say what it rests on.", "clock"),
    _row("told", "", "", "Enter who in the office was told of this sensitive letter, and how.", "who, how"),
    # places
    _row(
        "go-queue",
        "g q",
        "",
        "Show the whole queue alone; Enter opens the letter beside it, g q or Esc goes back.",
    ),
    _row("go-signing", "g s", "", "Go to the signing session.", ready=False),
    _row("go-bring-ups", "g b", "", "Show the letters with a bring-up, by date; g b or q goes back."),
    _row("go-outbox", "g o", "", "Go to the outbox.", ready=False),
    _row("go-log", "g l", "", "Go to the control log.", ready=False),
    _row("go-tally", "g r", "tally", "Show the day's tally; e exports it."),
    _row("go-money", "g m", "", "Go to the money log.", ready=False),
    _row("command", ":", "", "Type a command by its name; Tab completes.", "command"),
    _row("drafts", "", "", "Show the drafts kept of this letter and bring one back.", "draft"),
    _row(
        "copy", "", "", "Send the draft, or a number, address or field, to your terminal's clipboard.", "what"
    ),
    _row(
        "promise",
        "",
        "",
        "Give what our letter promised another day, or note it as kept.",
        "day",
    ),
    _row("day", "", "", "Show what the day brings; a figure's digit limits the queue to its letters."),
    _row("arriving", "", "", "Show what stands in the inbox and is no letter yet, and why."),
    _row("check", "", "", "Show what would hinder the work: folders, templates, record files."),
    _row("help", "?, f1", "help", "Show the keys that are live right now."),
    _row("redraw", "ctrl+l", "", "Draw the whole screen again."),
    _row("quit", "q", "quit", "Back one level; at the top, leave."),
    # inside the draft every printable key is text
    _row("draft-finish", "f2", "finish", "Finish the letter from inside the draft.", context=DRAFT),
    _row("next-hole", "f3, ctrl+n", "hole", "Go to the next hole, or the next finding.", context=DRAFT),
    _row("draft-template", "f4, ctrl+t", "template", "Choose another template.", "template", context=DRAFT),
    _row("draft-proof", "f5, ctrl+r", "proof", "Proof the draft now.", context=DRAFT),
    _row("draft-bring-up", "f8", "", "Put the letter away until a date.", "date", context=DRAFT),
    _row(
        "draft-route", "f9", "", "Send the letter to a department.", "department", context=DRAFT, ready=False
    ),
    _row("draft-skip", "f12", "", "Leave the draft unfinished and go on.", "reason", context=DRAFT),
    _row("save", "ctrl+o", "save", "Save the draft now; it is also saved by itself.", context=DRAFT),
    _row("find", "ctrl+f", "", "Find words in the draft.", "find", context=DRAFT),
    _row("leave-draft", "escape, ctrl+g", "leave", "Leave the draft; nothing is thrown away.", context=DRAFT),
    _row("draft-redraw", "ctrl+l", "", "Draw the whole screen again.", context=DRAFT),
    _row("draft-letter-down", "shift+pagedown", "", "Page the letter beside the draft down.", context=DRAFT),
    _row("draft-letter-up", "shift+pageup", "", "Page the letter beside the draft up.", context=DRAFT),
    _row("draft-help", "f1", "help", "Show the keys that are live right now.", context=DRAFT),
    _row("edit", "", "", "Edit the draft in $EDITOR.", context=DRAFT),
    # a phone note or a letter typed in: every printable key is text here too
    _row(
        "file-note",
        "f2, ctrl+x",
        "file",
        "File it as an incoming letter; the desk opens on it.",
        context=NOTE,
    ),
    _row("next-field", "f3, ctrl+n", "field", "Go to the next line to fill, as Enter does.", context=NOTE),
    _row("save-note", "ctrl+o", "save", "Save it now; it is also saved by itself.", context=NOTE),
    _row("find-in-note", "ctrl+f", "", "Find words in it.", "find", context=NOTE),
    _row("leave-note", "escape, ctrl+g", "leave", "Leave it; it is kept and comes back by m.", context=NOTE),
    _row("throw-note", "f12", "", "Throw it away; it asks first, and does not come back.", context=NOTE),
    _row("note-redraw", "ctrl+l", "", "Draw the whole screen again.", context=NOTE),
    _row("note-help", "f1", "help", "Show the keys that are live right now.", context=NOTE),
)

BY_ID: Final[Mapping[str, Command]] = {command.id: command for command in COMMANDS}


class KeyProblem(ValueError):
    """A command key that cannot be as it was written.

    Attributes:
        what: what is wrong with it, naming the key.
        remedy: what to do about it.
        ids: the commands it concerns, as they were written.
    """

    def __init__(self, what: str, remedy: str, *ids: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what, self.remedy, self.ids = what, remedy, ids


_WAYS_OUT: Final = ("quit", "leave-draft", "leave-note")
"""Commands without which a clerk could not leave."""


def with_overrides(overrides: Mapping[str, str]) -> tuple[Command, ...]:
    """Return the registry with other keys put in: id → keys divided by commas.

    Raises:
        KeyProblem: unknown id, a key that cannot work, or a clash.
    """
    for name in overrides:
        if name not in BY_ID:
            near = get_close_matches(name, BY_ID, n=1)
            raise KeyProblem(
                f"unknown command {name!r}" + (f", perhaps {near[0]!r} is meant" if near else ""),
                "`corrtui keys --list` lists the names",
                name,
            )
    rows = []
    for command in COMMANDS:
        if command.id in overrides:
            command = replace(command, keys=_keys_of(command, overrides[command.id]))
        rows.append(command)
    for context in CONTEXTS:
        _refuse_clashes([row for row in rows if row.context == context])
    return tuple(rows)


def _keys_of(command: Command, written: str) -> tuple[str, ...]:
    """Return the keys somebody wrote for a command; none at all is a choice too: it keeps its name."""
    keys = tuple(dict.fromkeys(" ".join(key.split()) for key in written.split(",")))
    if not written.strip():
        if command.id in _WAYS_OUT:
            raise KeyProblem(f"{command.id} has no key: nobody could leave", "give it one", command.id)
        return ()
    for key in keys:
        if not key:
            raise KeyProblem(
                f"{command.id} = {written!r} names an empty key",
                "a comma divides keys and cannot be one",
                command.id,
            )
        trouble = key_trouble(key, command.context)
        begins = key.split(" ")[0] == "escape"
        if not trouble and begins and (key != "escape" or command.id not in _WAYS_OUT[1:]):
            trouble = "every function key begins with Esc: only leave-draft may have it, alone"
        if trouble:
            raise KeyProblem(f"{command.id} = {key!r} cannot work: {trouble}", "take another key", command.id)
    return keys


def _refuse_clashes(rows: list[Command]) -> None:
    owner: dict[str, str] = {}
    for row in rows:
        for key in row.keys:
            if key in owner:
                both = owner[key], row.id
                raise KeyProblem(
                    f"{key!r} starts both {both[0]} and {both[1]}", "give one of them another key", *both
                )
            owner[key] = row.id
    for key, name in owner.items():
        steps = key.split(" ")
        for head in (" ".join(steps[:long]) for long in range(1, len(steps))):
            if head in owner:
                raise KeyProblem(
                    f"{head!r} starts {owner[head]} but also begins {key!r} ({name})",
                    "the longer one could never be typed: give one of them another key",
                    owner[head],
                    name,
                )


def keymap(rows: tuple[Command, ...], context: str) -> dict[str, Command]:
    """Return key or key sequence → command for one context; commands not ready yet are left out."""
    return {key: row for row in rows if row.context == context and row.ready for key in row.keys}


def key_of(rows: Iterable[Command], id: str) -> str:  # noqa: A002 — the field is called id everywhere else
    """Return the key to name for a command, as it stands on a keyboard; `:id` when it has none."""
    keys = next(row.keys for row in rows if row.id == id)
    return key_word(keys[0]) if keys else f":{id}"
