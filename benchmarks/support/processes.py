"""The measured bots: processes of their own, with what the system says of their time and memory."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Self

_ROOT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
# Installed programs keep their byte code: the first start of several writes it.
_NOT_INHERITED = ("CLEARINGHOUSE_", "PYTHONDONTWRITEBYTECODE")


class Process:
    """A running bot, killed on leaving: what it would do at its end is not measured."""

    def __init__(self, module: tuple[str, ...], environment: dict[str, str]) -> None:
        kept = {n: v for n, v in os.environ.items() if not n.startswith(_NOT_INHERITED)}
        self._process = subprocess.Popen(
            (sys.executable, "-m", *module), cwd=_ROOT, env=kept | environment, stdout=subprocess.DEVNULL
        )

    @property
    def cpu_seconds(self) -> float:
        """Of all its threads, in user and kernel mode, to a hundredth."""
        fields = self._read("stat").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory_mib(self) -> float:
        """Resident memory."""
        return int(self._read("statm").split()[1]) * _PAGE / 2**20

    def _read(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()


def echo_bot(url: str, token: str) -> Process:
    return Process(("benchmarks.support.echo",), {"API_URL": url, "BOT_TOKEN": token})


def clearinghouse(url: str, token: str, folder: Path, **more: str) -> Process:
    """The whole program with everything on, and no limit on how fast it may talk; `more` settings by name."""
    settings = {
        "API_URL": url,
        "BOT_TOKEN": token,
        "DATABASE_URL": f"sqlite:///{folder}/clearinghouse.db",
        "FLOOD_LIMIT": "0",
        "LOG_LEVEL": "WARNING",
    } | more
    return Process(("bot", "run"), {f"CLEARINGHOUSE_{name}": value for name, value in settings.items()})
