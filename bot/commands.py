"""What each command does. Heavy parts are imported where they are needed: the command line starts fast."""

import argparse
import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from bot.exits import Exit, Unavailable
from bot.logs import one_line
from bot.settings import Settings, SettingsError, load_settings, refuse_open_secrets
from storage.database import Database

_LOG = logging.getLogger("clearinghouse")


def run_command(command: Callable[[argparse.Namespace], Exit], options: argparse.Namespace) -> Exit:
    """Every failure becomes one line and an exit code; only a bug shows more, and that in the log."""
    from sqlalchemy.exc import DBAPIError

    from bot.backups import BackupError
    from storage.database import explain

    try:
        return command(options)
    except SettingsError as error:
        return _say(Exit.SETTINGS, str(error))
    except Unavailable as error:
        return _say(Exit.UNAVAILABLE, str(error))
    except BackupError as error:
        return _say(Exit.REFUSED, str(error))
    except DBAPIError as error:
        return _say(Exit.UNAVAILABLE, f"the database can't be used: {explain(error)}")
    except OSError as error:
        return _say(Exit.UNAVAILABLE, f"{error.filename or 'a file'} can't be used: {error.strerror}")
    except KeyboardInterrupt:
        return Exit.DONE
    except Exception:  # noqa: BLE001 -- the top: whatever comes here is a bug
        _LOG.exception("a bug")
        return _say(Exit.BUG, "something went wrong that should not: please report the lines above")


def run(_options: argparse.Namespace) -> Exit:
    import gc

    from bot.logs import set_up
    from knowledge.search import Finder

    refuse_open_secrets()
    settings = load_settings()
    settings.token  # noqa: B018 -- says at once when it is missing
    set_up(settings.log_level, settings.secrets)
    # The catalogue comes before everything else: what is imported later fills the memory that its
    # building leaves free.
    finder = Finder.shipped()
    gc.collect()
    from bot.running import run_bot

    return run_bot(settings, finder)


def demo(options: argparse.Namespace) -> Exit:
    from bot.demo import run_demo

    return run_demo(options.port)


def migrate(_options: argparse.Namespace) -> Exit:
    from bot.running import ship
    from storage.migrations import HEAD, migrate, revision

    database = Database(load_settings().database_url)
    before = revision(database)
    if before != HEAD:
        migrate(database)
    ship(database)
    _print(f"the schema is at {HEAD}" + (f" (was {before or 'empty'})" if before != HEAD else " already"))
    return Exit.DONE


def invite(options: argparse.Namespace) -> Exit:
    from bot import inviting
    from bot.wallclock import WallClock
    from handlers.kit.links import address

    settings = load_settings()
    username, now = settings.bot_username or "", WallClock(settings.clock).now()
    if (wrong := inviting.unusable(options, username)) is not None:
        return _say(Exit.USAGE, wrong)
    if options.revoke is not None:
        revoked = inviting.revoke(opened(settings), options.revoke, now)
        if revoked is None:
            return _say(Exit.REFUSED, "no invitation that could still be used has this code")
        _print(f"the invitation for {revoked} is withdrawn")
        return Exit.DONE
    try:
        delegation = inviting.chosen(options.delegation)
        code = inviting.invite(opened(settings), delegation, options.role, now, inviting.wish(options))
    except inviting.Unclear as unclear:
        return _say(unclear.code, str(unclear))
    link = address(username, code)
    _print(f"{code}\n{link}" if username else code)
    if options.qr is not None:
        inviting.write_qr(options.qr, link)
    return Exit.DONE


def import_(options: argparse.Namespace) -> Exit:
    from bot.documents import NotReadable
    from bot.importing import import_file
    from bot.wallclock import WallClock

    settings = load_settings()
    database = opened(settings)
    now = WallClock(settings.clock).now()
    try:
        report = import_file(database, Path(options.file), now, strict=options.strict, seed=settings.seed)
    except NotReadable as error:
        return _say(Exit.REFUSED, f"{options.file}{f':{error.line}' if error.line else ''}: {error}")
    for line in (*report.wrong, *report.remarks):
        _say(Exit.REFUSED, line)
    for section, found in report.counts.items():
        _print(f"{section}: {found['new']} new, {found['changed']} changed, {found['same']} the same")
    if report.wrong and not report.counts:
        return _say(Exit.REFUSED, "nothing is imported")
    return Exit.REFUSED if report.wrong else Exit.DONE


def export(options: argparse.Namespace) -> Exit:
    from bot.exporting import exported, write
    from bot.wallclock import WallClock

    settings, to_stdout = load_settings(), options.file == "-"
    as_json = options.file.lower().endswith(".json")
    text, counts = exported(opened(settings), WallClock(settings.clock).now(), as_json=as_json)
    if to_stdout:
        sys.stdout.write(text)
    else:
        write(Path(options.file), [text])
        _print(f"{counts['programmes']} programmes and {counts['needs']} needs are in {options.file}")
    return Exit.DONE


def search(options: argparse.Namespace) -> Exit:
    from bot.searching import answers, chosen_finder

    queries = (line.rstrip("\n") for line in sys.stdin) if options.text == "-" else iter([options.text])
    finder = chosen_finder(lambda why: _say(Exit.DONE, f"{why}: searching the shipped catalogue"))
    found = answers(
        finder,
        queries,
        limit=options.limit,
        country=options.country,
        as_json=options.json,
        explain=options.explain,
    )
    for line in found:
        _print(line)
    return Exit.DONE


def status(options: argparse.Namespace) -> Exit:
    from bot.status import read_status
    from bot.wallclock import WallClock

    settings = load_settings()
    found = read_status(opened(settings), WallClock(settings.clock).now())
    if options.json:
        _print(json.dumps(found))
        return Exit.DONE
    for name, value in found.items():
        counts = "  ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else str(value)
        _print(f"{name:8} {counts}")
    return Exit.DONE


def parked(options: argparse.Namespace) -> Exit:
    from storage import inbox

    database = opened(load_settings())
    if options.retry is not None:
        with database.transaction() as store:
            found = inbox.retry(store, options.retry)
        if found:
            _print(f"{options.retry} will be handled again")
            return Exit.DONE
        return _say(
            Exit.REFUSED,
            f"no parked update has the number {options.retry}: `clearinghouse parked` lists them",
        )
    with database.reading() as store:
        rows = inbox.parked(store)
    for row in rows:
        _print(f"{row.seq}  {row.received_at:%Y-%m-%d %H:%M}  update {row.update_id}  {row.error}")
    if not rows:
        _print("nothing is parked")
    return Exit.DONE


def trace(options: argparse.Namespace) -> Exit:
    from bot.tracing import trace_update

    lines = list(trace_update(opened(load_settings()), options.update_id))
    for line in lines:
        _print(line)
    return Exit.DONE if lines else _say(Exit.REFUSED, f"no update has the number {options.update_id}")


def audit(options: argparse.Namespace) -> Exit:
    from bot.auditing import audited

    settings = load_settings()
    trouble = audited(opened(settings), settings, options)
    return _say(Exit.REFUSED, trouble) if trouble else Exit.DONE


def doctor(_options: argparse.Namespace) -> Exit:
    from bot.doctor import examine

    worst = Exit.DONE
    for verdict, line in examine():
        _print(f"{'ok ' if verdict == Exit.DONE else 'no '} {line}")
        worst = max(worst, verdict)
    return worst


def backup(options: argparse.Namespace) -> Exit:
    from bot.backups import back_up, prune
    from bot.wallclock import WallClock

    settings = load_settings()
    path = opened(settings).path
    if path is None:
        return _say(Exit.REFUSED, "PostgreSQL is backed up with its own tools: pg_dump --format=custom …")
    folder, now = Path(options.folder), WallClock(settings.clock).now()
    _print("{}  sha256 {}".format(*back_up(path, folder, now)))
    for name in prune(folder, now, settings.keep_backups_days):
        _print(f"{folder / name} is deleted: too old, or more than fourteen")
    return Exit.DONE


def restore(options: argparse.Namespace) -> Exit:
    from bot import backups
    from bot.leadership import Leadership

    database = Database(load_settings().database_url)
    if database.path is None:
        return _say(Exit.REFUSED, "PostgreSQL is restored with its own tools: pg_restore …")
    if database.path.exists() and not options.yes:
        return _say(Exit.REFUSED, f"{database.path} exists: add --yes to replace it")
    leadership = Leadership(database)
    if not leadership.try_to_lead():
        raise Unavailable("the database is in use: stop `clearinghouse run` first")
    backups.restore(Path(options.file), database.path)
    leadership.release()
    _print(f"{database.path} is restored from {options.file}")
    return Exit.DONE


def opened(settings: Settings) -> Database:
    """The database, if it is there and has the newest schema."""
    from storage.migrations import HEAD, revision

    database = Database(settings.database_url)
    if database.path is not None and not database.path.exists():
        raise Unavailable(f"there is no database {database.path}: run `clearinghouse migrate` first")
    if (found := revision(database)) != HEAD:
        raise Unavailable(
            f"the database's schema is {found or 'empty'}, not {HEAD}: run `clearinghouse migrate` first"
        )
    return database


def _say(code: Exit, line: str) -> Exit:
    sys.stderr.write(f"clearinghouse: {one_line(line)}\n")
    return code


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


COMMANDS: dict[str, Callable[[argparse.Namespace], Exit]] = {
    "run": run,
    "demo": demo,
    "migrate": migrate,
    "doctor": doctor,
    "invite": invite,
    "import": import_,
    "export": export,
    "search": search,
    "status": status,
    "parked": parked,
    "trace": trace,
    "audit": audit,
    "backup": backup,
    "restore": restore,
}
