"""Which letters are shown: limit, search, tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corrtui.errors import Refused
from corrtui.text import count
from screens.prompts import Question
from screens.session import Session

_LIMIT = Question(
    "Limit to", topic="limit", hint="e.g. cat:BIL due:<3d from:hill status:held refund; empty shows all"
)
_PATTERN = Question(
    "Tag what matches", topic="limit", hint="e.g. cat:BIL from:hill", required="type what to tag"
)
_SEARCH = Question("Search every letter for", topic="search", required="type the words to search for")


def _limit(session: Session) -> None:
    session.ask(_LIMIT, lambda text: _limited(session, text))


def _limited(session: Session, text: str) -> None:
    try:
        found = session.desk.queue(text)
    except Refused as error:
        _ask_again(session, _LIMIT, text, error)
        return
    session.limit, session.searching = text, False
    session.reload(quiet=True)
    if text:
        again = f"{session.key_of('limit')} and Enter or {session.key_of('quit')} shows all again"
        session.remark(f"{count(len(found), 'letter')}; {again}")


def _ask_again(session: Session, question: Question, text: str, error: Refused) -> None:
    """A limit nobody understands stays in the line to be mended."""
    answer = _limited if question is _LIMIT else _matched
    session.ask(question, lambda again: answer(session, again), text)
    if session.prompt is not None:
        session.prompt.trouble = " - ".join(part for part in (error.title, error.detail, error.hint) if part)


def _search(session: Session) -> None:
    session.ask(_SEARCH, lambda text: _searched(session, text))


def _searched(session: Session, text: str) -> None:
    hits = session.desk.search(text)
    if not hits:
        session.say(f"no letter, open or closed, has {text!r}")
        return
    session.hits, session.searched, session.searching = list(hits), text, True
    session.reload(quiet=True)
    session.rows.go(hits[0])
    session.unseen = session.rows.current
    session.remark(
        f"{count(len(hits), 'letter')} {'has' if len(hits) == 1 else 'have'} {text!r}; "
        f"{session.key_of('search-next')} and {session.key_of('search-previous')} walk them, "
        f"{session.key_of('quit')} goes back to the queue"
    )


def _hit(by: int) -> Callable[[Session], None]:
    def move(session: Session) -> None:
        if not session.hits:
            session.say(f"nothing searched yet: {session.key_of('search')} searches")
            return
        if not session.searching:
            session.searching = True
            session.reload(quiet=True)
            session.rows.go(session.hits[0])
        elif not session.rows.step(by):
            session.rows.step(-by * len(session.rows.numbers))
        session.shown()
        session.say(f"hit {session.rows.at + 1} of {len(session.rows.numbers)}")

    return move


def _tag(session: Session) -> None:
    if session.current:
        session.rows.toggle(session.current)
        session.rows.step(1)
        session.shown()


def _tag_pattern(session: Session) -> None:
    session.ask(_PATTERN, lambda text: _matched(session, text))


def _matched(session: Session, text: str) -> None:
    try:
        found = session.desk.queue(text)
    except Refused as error:
        _ask_again(session, _PATTERN, text, error)
        return
    _say_tagged(session, session.rows.tag(found))


def _tag_all(session: Session) -> None:
    shown = session.rows.numbers
    if all(no in session.rows.tagged for no in shown):
        session.rows.tagged.clear()
        session.say("no letter is tagged now")
    else:
        _say_tagged(session, session.rows.tag(shown))


def _say_tagged(session: Session, tagged: int) -> None:
    does = f"{session.key_of('tagged')} does the next command to all tagged letters"
    session.say(f"{count(tagged, 'letter')} tagged; {does}")


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "limit": _limit,
    "search": _search,
    "search-next": _hit(1),
    "search-previous": _hit(-1),
    "tag": _tag,
    "tag-pattern": _tag_pattern,
    "tag-all": _tag_all,
}
