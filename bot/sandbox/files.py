"""Files that went through this Telegram, by their identifiers."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class StoredFile:
    """A file: `id` is the file_id, `path` what getFile answers."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    data: bytes = field(repr=False)
    path: str
    width: int = 0
    height: int = 0


class FileStore:
    """Keeps every file; identifiers are counted, so they are the same in every run."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(
        self, kind: str, name: str, mime: str, data: bytes, width: int = 0, height: int = 0
    ) -> StoredFile:
        number = len(self._by_id) + 1
        ending = name.rpartition(".")[2] if "." in name else "bin"
        file = StoredFile(
            id=f"SandboxFile-{kind}-{number:06d}",
            unique_id=f"Sbx{number:06d}",
            kind=kind,
            name=name,
            mime=mime,
            data=data,
            path=f"{kind}s/file_{number}.{ending}",
            width=width,
            height=height,
        )
        self._by_id[file.id] = file
        self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)
