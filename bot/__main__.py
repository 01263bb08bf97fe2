"""The command line: `clearinghouse COMMAND`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from knowledge.rights import RANKS, REMITS, ROLES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every failure ends in one line on stderr and the exit code of its kind."""
    parser = _parser()
    options = parser.parse_args(arguments)
    from bot.commands import COMMANDS, run_command

    return int(run_command(COMMANDS[options.command], options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="clearinghouse", description="Peacekeeping capability needs, and the programmes that help."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="run the bot against Telegram (needs CLEARINGHOUSE_BOT_TOKEN)")
    run.set_defaults()
    demo = commands.add_parser(
        "demo", help="run everything here, with phones in the browser; no token, no network"
    )
    demo.add_argument(
        "--port", type=int, default=8765, help="port of the phones page (default 8765, 0 for a free one)"
    )
    commands.add_parser("migrate", help="bring the database to the newest schema")
    commands.add_parser(
        "doctor", help="check settings, database and Telegram, and say how to mend what is wrong"
    )
    invite = commands.add_parser("invite", help="make a one-time code that gives somebody a post")
    what = invite.add_mutually_exclusive_group(required=True)
    what.add_argument("--delegation", metavar="CODE", help="a state (TD) or an organisation (org:AU)")
    what.add_argument("--revoke", metavar="CODE", help="withdraw an invitation that was not used")
    invite.add_argument("--role", choices=ROLES, help="of the post")
    invite.add_argument(
        "--post", choices=RANKS, help="what they may do (default: whoever comes first leads; see docs)"
    )
    invite.add_argument("--remit", choices=REMITS, default="both", help="what their notices are about")
    invite.add_argument("--name", help='official name and function: "Col. Mahamat Saleh, Military Adviser"')
    invite.add_argument(
        "--duty-station",
        metavar="ZONE",
        help="where they work: a city, a state, or a time zone such as Africa/Ndjamena (default: New York)",
    )
    invite.add_argument("--expires", type=int, default=72, metavar="HOURS", help="1 to 72 (default)")
    invite.add_argument("--qr", type=Path, metavar="FILE.png", help="write the link as a QR code, for paper")
    import_ = commands.add_parser(
        "import", help="bring programmes and needs from a YAML or JSON file into the database"
    )
    import_.add_argument("file", help="the file")
    import_.add_argument("--strict", action="store_true", help="keep nothing when anything in it is wrong")
    export = commands.add_parser("export", help="write programmes and needs to a file that import reads")
    export.add_argument("file", help="the file (JSON if it ends in .json, otherwise YAML), or - to print it")
    search = commands.add_parser("search", help="find programmes on the command line")
    search.add_argument("text", help="what to look for, or - to read one query a line")
    as_what = search.add_mutually_exclusive_group()
    as_what.add_argument("--json", action="store_true", help="one JSON object a query")
    as_what.add_argument("--explain", action="store_true", help="how it was read, and why each was found")
    search.add_argument("--limit", type=int, default=10, help="at most so many results (default 10)")
    search.add_argument("--country", help="for this state (two-letter code)")
    status = commands.add_parser("status", help="how many updates and letters stand where")
    status.add_argument("--json", action="store_true", help="as JSON")
    parked = commands.add_parser("parked", help="updates that could not be handled")
    parked.add_argument("--retry", type=_number, metavar="ID", help="handle this one again")
    trace = commands.add_parser("trace", help="what became of one update")
    trace.add_argument(
        "update_id", type=_number, help="Telegram's number, or the reference a person was given"
    )
    _add_audit(commands.add_parser("audit", help="verify, search and export the audit trail"))
    backup = commands.add_parser("backup", help="write a checked copy of the embedded database")
    backup.add_argument("folder", nargs="?", default="backups", help="where to (default: backups)")
    restore = commands.add_parser("restore", help="put a backup in the place of the database")
    restore.add_argument("file", help="the backup")
    restore.add_argument("--yes", action="store_true", help="replace the present database without asking")
    return parser


def _add_audit(audit: argparse.ArgumentParser) -> None:
    what = audit.add_subparsers(dest="what", required=True, metavar="WHAT")
    verify = what.add_parser("verify", help="find any line that was changed, removed or inserted")
    verify.add_argument(
        "--head",
        action="append",
        default=[],
        type=_head,
        metavar="HASH:COUNT",
        help="the end of the chain as it was written down elsewhere; may be given several times",
    )
    what.add_parser("head", help="print the end of the chain, to be kept elsewhere")
    what.add_parser("key", help="print the key that seals: a secret, to be named in AUDIT_KEYS")
    wishes = argparse.ArgumentParser(add_help=False)
    wishes.add_argument("--person", default="", help="a person's number, or a part of the name")
    wishes.add_argument("--verb", default="", help="a part of the deed's name, such as need")
    wishes.add_argument("--subject", default="", help="a part of the subject, such as need:abcdefgh")
    wishes.add_argument("--since", type=_first, metavar="DAY", help="from this day or instant of UTC on")
    wishes.add_argument("--until", type=_last, metavar="DAY", help="to the end of this day, or this instant")
    search = what.add_parser("search", parents=[wishes], help="print lines, the newest first")
    search.add_argument("--limit", type=_number, default=50, help="at most so many (default 50)")
    export = what.add_parser("export", parents=[wishes], help="write lines to a file, the oldest first")
    export.add_argument("file", help="the file, or - to print it")
    export.add_argument("--json", action="store_true", help="JSON lines instead of CSV")


def _head(typed: str) -> str:
    from knowledge.chain import read_head

    return str(read_head(typed))


def _first(typed: str) -> datetime:
    return _instant(datetime.fromisoformat(typed))


def _last(typed: str) -> datetime:
    """The first instant that is too late."""
    is_day = len(typed) == len("2027-03-01")
    return _first(typed) + (timedelta(days=1) if is_day else timedelta())


def _instant(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _number(typed: str) -> int:
    """A number that a row can have."""
    number = int(typed)
    if abs(number) >= 2**63:
        raise ValueError
    return number


if __name__ == "__main__":
    sys.exit(main())
