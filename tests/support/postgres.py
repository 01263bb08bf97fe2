"""A PostgreSQL server of the tests' own, under its own user: it refuses to run as root."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh server, `postgresql://…/`, without a database's name."""
    folder = Path(tempfile.mkdtemp(prefix="clearinghouse-pg-"))
    owner = _owner()
    if owner is not None:
        os.chown(folder, owner, -1)
    programs, port = _programs(), _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
    _run([programs / "initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8"], owner)
    try:
        _run(
            [programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start"],
            owner,
        )
        yield f"postgresql://tester@127.0.0.1:{port}/"
    finally:
        _run([programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], owner)
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(server_url: str) -> str:
    """A new empty database on the server; its full address."""
    name = f"t_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server_url + name


def _owner() -> int | None:
    return pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise RuntimeError("PostgreSQL is not installed: `make test` installs it")
    return found[-1].parent


def _run(command: list[object], owner: int | None) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=owner, capture_output=True, text=True, cwd="/", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
