"""A desk whose log is on a server: the same work, and what is left of it while the server is away."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from corrtui.cli import cli
from corrtui.control.acts import DeskRepaired
from corrtui.control.copying import copy_log, log_place
from corrtui.control.log import FolderLog
from corrtui.desk import Desk
from corrtui.errors import Refused, ServerAway, SettingsError
from corrtui.settings import load_settings
from tests.postgres import Server

THANKS = "thank you note.html"


def on_server(folder: Path, server: Server) -> Path:
    """Put the desk's log on a server."""
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text() + f'\n[control]\nurl = "{server.url(f"d{secrets.token_hex(6)}")}"\n')
    return folder


@pytest.fixture
def server() -> object:
    found = Server()
    yield found
    found.close()


def test_a_day_at_a_desk_on_a_server(
    folder: Path, postgres: Server, open_desk: Callable[..., Desk], take_in: Callable[..., str]
) -> None:
    on_server(folder, postgres)
    robin, pat = open_desk(), open_desk("pcole")
    number = take_in(robin, THANKS)
    assert list(folder.glob("control/*.jsonl")) == []

    pat.sync()
    assert pat.queue() == [number]
    assert robin.colleagues.arrive(number) is None
    seat = pat.colleagues.arrive(number)
    assert seat is not None
    assert seat.login == robin.me.login
    with pytest.raises(Refused, match="is open at"):
        pat.skip(number, "records")

    filed = robin.file(robin.prepare(number))

    assert pat.sync()
    assert not pat.letter(number).open
    assert [entry.act.name for entry in pat.history(number)][-1] == "filed"
    assert pat.tally().balances
    assert (folder / "outbox" / filed.name).exists()
    assert robin.undo().startswith("undone")
    assert not (folder / "outbox" / filed.name).exists()
    robin.close()
    pat.close()
    done = CliRunner().invoke(cli, ["verify", "--desk", str(folder)])
    assert done.exit_code == 0, done.output
    assert "nothing is wrong" in done.output
    assert open_desk().letter(number).open  # the checkpoint serves a log on a server too


def test_while_the_server_is_away_drafts_are_kept_and_acts_wait(
    folder: Path, server: Server, open_desk: Callable[..., Desk], take_in: Callable[..., str]
) -> None:
    on_server(folder, server)
    desk = open_desk()
    number = take_in(desk, THANKS)
    text = desk.sheet(number).text.replace("Sincerely,", "Yours sincerely,")
    prepared = desk.prepare(number)
    server.kill()

    with pytest.raises(ServerAway):
        desk.sync()
    assert desk.queue() == [number]
    assert desk.sheet(number).letter.control_no == number
    for act in (
        lambda: desk.skip(number, "records"),
        lambda: desk.dispose(number, "FILE", "a thank-you"),
        lambda: desk.file(prepared),
        desk.undo,
    ):
        with pytest.raises(ServerAway, match="cannot be reached"):
            act()
    assert list((folder / "outbox").glob("*.pdf")) == []
    desk.save_draft(number, text)
    assert desk.sheet(number).text == text
    assert not desk.letter(number).drafted

    server.start()
    until = time.monotonic() + 10
    while True:
        try:
            desk.sync()
            break
        except ServerAway:
            assert time.monotonic() < until
            time.sleep(0.05)
    assert desk.sheet(number).text == text
    desk.save_draft(number, text)
    assert desk.letter(number).drafted
    assert desk.file(desk.prepare(number)).closed


def test_a_desk_that_left_its_log_behind_is_not_opened_until_it_is_taken_along(
    folder: Path, postgres: Server, open_desk: Callable[..., Desk], take_in: Callable[..., str]
) -> None:
    """On an empty server every letter of the cabinet would come in again."""
    desk = open_desk()
    number = take_in(desk, THANKS)
    desk.skip(number, "records")
    desk.close()
    on_server(folder, postgres)
    url = load_settings(folder).control_url

    with pytest.raises(SettingsError, match=r"control/ holds 2 entries that the server does not") as refused:
        open_desk()
    assert "corrtui log copy" in refused.value.hint
    before = {path: path.read_bytes() for path in (folder / "cabinet").rglob("*") if path.is_file()}
    done = CliRunner().invoke(cli, ["verify", "--desk", str(folder)])
    assert isinstance(done.exception, SettingsError)
    assert {path: path.read_bytes() for path in (folder / "cabinet").rglob("*") if path.is_file()} == before

    done = CliRunner().invoke(cli, ["log", "copy", str(folder), url])
    assert done.exit_code == 0, done.output
    desk = open_desk()  # the files of the log that was moved still lie there
    assert desk.queue() == [number]
    desk.skip(number, "records again")
    desk.close()
    assert open_desk().letter(number).skips == 2


def test_a_desk_does_not_go_on_with_another_desks_log(
    folder: Path,
    tmp_path: Path,
    postgres: Server,
    open_desk: Callable[..., Desk],
    take_in: Callable[..., str],
) -> None:
    desk = open_desk()
    take_in(desk, THANKS)
    desk.close()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere)
    on_server(folder, postgres)
    copy_log(log_place(str(elsewhere)), log_place(load_settings(folder).control_url))
    [month] = (folder / "control").glob("*.jsonl")
    month.unlink()
    open_desk().close()  # no log in the folder: nothing to compare

    other = tmp_path / "other" / "control"
    copy_log(log_place(str(elsewhere)), log_place(str(other.parent)))
    with closing(FolderLog(other)) as log:
        list(log.read_new())
        log.append("rhale", [("", DeskRepaired(done=("elsewhere",)))])
    shutil.copyfile(other / month.name, month)
    with pytest.raises(SettingsError, match=r"control/ holds 2 entries that the server does not"):
        open_desk()
