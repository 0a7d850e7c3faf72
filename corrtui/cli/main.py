"""The root command, opening the desk on screen, and the one place where errors become exit codes."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from corrtui import __version__, garbage
from corrtui.cli import clocks, day, keys, letters, log, notes, papers, people, telling, verify
from corrtui.cli.common import (
    as_option,
    common,
    desk_folder,
    desk_option,
    open_at,
    restricted_option,
    say,
    wants_restricted,
)
from corrtui.confinement import ORIGINAL_COMMAND, asked_for, check_command
from corrtui.errors import CorrtuiError, SettingsError
from corrtui.modes import PRIVATE
from corrtui.text import clean, mask_numbers


@click.group(invoke_without_command=True)
@click.version_option(__version__, prog_name="corrtui")
@desk_option
@as_option
@restricted_option
@click.pass_context
def cli(ctx: click.Context, desk_dir: str | None, login: str | None, restricted: bool) -> None:
    """Clear a queue of letters by keyboard. Without a command, the desk opens on screen."""
    if restricted and not desk_dir:
        raise SettingsError(
            "A restricted session must be told its desk", hint="corrtui --restricted --desk DIR"
        )
    if ctx.invoked_subcommand is not None:
        if restricted:
            check_command(ctx.invoked_subcommand)
    elif os.environ.get(ORIGINAL_COMMAND) and _is_restricted(ctx):
        _run_asked(ctx, asked_for(os.environ))
    else:
        ctx.invoke(open_desk)


def _is_restricted(ctx: click.Context) -> bool:
    """Tell whether this session is restricted, by the command line or by desk.toml."""
    from corrtui.people import is_restricted, who_works
    from corrtui.settings import load_settings

    if wants_restricted():
        return True
    settings = load_settings(desk_folder(ctx.params["desk_dir"]).resolve())
    return is_restricted(settings, who_works(settings, ctx.params["login"]))


def _run_asked(ctx: click.Context, words: list[str]) -> None:
    """Run what the client asked for in place of the forced command."""
    if not words:
        ctx.invoke(open_desk)
        return
    name, *rest = words
    command = cli.commands[name]
    with command.make_context(name, rest, parent=ctx) as asked:
        command.invoke(asked)


@cli.command("open")
@common
def open_desk(folder: Path, login: str | None) -> None:
    """Open the desk on screen."""
    _check_terminal()
    from screens import run

    with open_at(folder, login, starting=True) as desk:
        sys.exit(run(desk, greet=True))


_WORKS = "nothing is broken: `corrtui queue`, `show`, `draft` and `finish` work line by line"


def _check_terminal() -> None:
    """Refuse where the desk cannot be drawn.

    Raises:
        SettingsError: no terminal, or one whose cursor cannot be placed; it says what works instead.
    """
    from screens.abilities import abilities_of

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise SettingsError("The desk needs a terminal", "this is a pipe or a file", _WORKS)
    term = os.environ.get("TERM", "")
    if term in ("", "unknown"):
        raise SettingsError(
            f"The desk cannot be drawn on TERM={term or '(unset)'}",
            "nobody said what this terminal is",
            f"{_WORKS}; or set TERM, e.g. `TERM=vt100 corrtui`",
        )
    if not abilities_of(term).ansi:
        raise SettingsError(
            f"The desk cannot be drawn on TERM={term}",
            "this terminal cannot place its cursor, or does it in a way of its own",
            f"{_WORKS}; if it is another terminal, set TERM",
        )


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--sample", is_flag=True, help="Put a sample company with records and letters into it.")
@click.option("--group", metavar="NAME", help="Share it with this group; else it is yours alone.")
def init(folder: Path, sample: bool, group: str | None) -> None:
    """Make a desk in FOLDER."""
    import pwd

    from corrtui.make_desk import make_desk
    from corrtui.people import system_login

    login = system_login()
    try:
        name = pwd.getpwnam(login).pw_gecos.split(",")[0]
    except KeyError:
        name = ""
    for line in make_desk(folder, login, name, sample=sample, group=group):
        say(f"made {line}")
    say(f"The desk is ready: corrtui --desk {folder}")


for _command in (
    letters.intake,
    notes.note,
    notes.type_in,
    letters.queue,
    letters.show,
    letters.draft,
    letters.proof,
    letters.finish,
    letters.classify,
    letters.dispose,
    papers.attach,
    papers.detach,
    letters.priority,
    letters.bringup,
    letters.promise,
    letters.undo,
    telling.told,
    clocks.mailed,
    clocks.clock,
    day.view,
    day.tally,
    verify.verify,
    day.check,
    keys.keys,
    log.log,
    people.pin,
):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the program; errors a person can mend are said on stderr, without a traceback."""
    garbage.put_off()
    os.umask(PRIVATE)  # whatever the login shell says; a desk that is shared says otherwise when it is opened
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code: int | str | None
    try:
        # Without its stand-alone mode click returns the code of an Exit instead of raising it.
        left = cli.main(standalone_mode=False)
        code = left if isinstance(left, int) else 0
    except SystemExit as left_by:
        code = left_by.code
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        usage = io.StringIO()
        error.show(usage)
        click.echo(clean(mask_numbers(usage.getvalue())), nl=False, err=True)
        code = 2
    except BrokenPipeError:
        # Whoever read our answer left: nothing more can be said, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except CorrtuiError as error:
        click.echo(clean(mask_numbers(f"corrtui: {error}")), err=True)
        code = 2 if isinstance(error, SettingsError) else 1
    except OSError as error:
        said = f"corrtui: {error.filename or 'the answer cannot be written'}: {error.strerror}"
        click.echo(clean(mask_numbers(said)), err=True)
        code = 1
    if sys.flags.inspect and isinstance(code, int):  # PYTHONINSPECT: no Python prompt is left behind
        sys.stdout.flush()
        os._exit(code)
    sys.exit(code)
