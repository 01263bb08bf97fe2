"""The bot as operators run it: a process of its own, told by the environment, ended by signals."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.support.running import TOKEN

_ROOT = Path(__file__).parents[2]
BOT = (sys.executable, "-m", "bot", "run")
# For a superuser too a file that may not be written is one that can't be written.
BOT_WITHOUT_PRIVILEGES = (
    sys.executable,
    "-c",
    (
        "import ctypes, os, sys; drop = ctypes.CDLL(None).prctl; drop(24, 1, 0, 0, 0); drop(24, 2, 0, 0, 0); "
        "os.execv(sys.executable, [sys.executable, '-m', 'bot', 'run'])"
    ),
)
# Compiled once for all starts, even where the environment forbids to keep compiled files beside the sources.
_COMPILED = Path(tempfile.gettempdir()) / "clearinghouse-pyc"
_PYTHON = {"PYTHONPATH": str(_ROOT), "PYTHONPYCACHEPREFIX": str(_COMPILED)}
_NOT_INHERITED = ("CLEARINGHOUSE_", "PYTHONDONTWRITEBYTECODE")


class Program:
    """One process at a time, started again as often as a test likes; its words are kept in files.

    `settings` are those of the bot without their prefix, in lower case.
    """

    def __init__(self, folder: Path, settings: dict[str, object], command: Sequence[str] = BOT) -> None:
        self.folder, self.command = folder, command
        self._out, self._err = folder / "stdout.txt", folder / "stderr.txt"
        defaults = {"bot_token": TOKEN, "http_port": 0, "flood_limit": 0, "log_level": "WARNING"}
        self.settings = defaults | settings
        self.process: subprocess.Popen[bytes] | None = None
        self.began = 0.0
        self._said_before = self._complained_before = 0

    def start(self) -> None:
        self._said_before, self._complained_before = _size(self._out), _size(self._err)
        self.began = time.monotonic()
        with self._out.open("ab") as out, self._err.open("ab") as err:
            self.process = subprocess.Popen(
                self.command,
                stdout=out,
                stderr=err,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env=self.environment,
            )

    def tool(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command of the bot to its end, with the same settings."""
        command = (sys.executable, "-m", "bot", *arguments)
        return subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, text=True, check=False
        )

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_INHERITED)}
        ours = {f"CLEARINGHOUSE_{name.upper()}": str(value) for name, value in self.settings.items()}
        return kept | ours | _PYTHON

    @property
    def said(self) -> str:
        """What this run of it wrote to stdout."""
        return _tail(self._out, self._said_before)

    @property
    def complained(self) -> str:
        """What this run of it wrote to stderr."""
        return _tail(self._err, self._complained_before)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def is_ready(self) -> bool:
        return _size(self._out) > self._said_before and "\n" in self.said

    async def ready(self, patience: float = 30) -> dict[str, str]:
        """Wait for the line that says so, and return it."""
        await until(lambda: self.is_ready or not self.is_alive, patience, "the program to be ready", self)
        assert self.is_ready, f"it ended with {self.process.poll()}:\n{self.complained}"
        return json.loads(self.said.splitlines()[0])

    async def ends(self, patience: float = 10) -> int:
        """Wait for its end, and return the exit code."""
        await until(lambda: not self.is_alive, patience, "the program to end", self)
        return self.process.returncode

    def kill(self) -> None:
        """At once, as a power cut or the kernel's out-of-memory killer would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    async def stop(self, patience: float = 10) -> int:
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ends(patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()


async def until(holds, patience: float, what: str, program: Program | None = None) -> float:
    """Wait until something holds; the seconds it took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > patience:
            words = f"\n{program.complained[-3000:]}" if program is not None else ""
            raise AssertionError(f"waited {patience:g} s for {what}{words}")
        await asyncio.sleep(0.01)
    return time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _tail(file: Path, start: int) -> str:
    if not file.exists():
        return ""
    with file.open("rb") as opened:
        opened.seek(start)
        return opened.read().decode(errors="replace")
