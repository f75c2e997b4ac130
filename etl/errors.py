"""Owns the exceptions of the ETL: one sentence each, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalog.commands import tell


class MingjingError(Exception):
    """Base of every error that this project raises on purpose."""


class UnreadableDocument(MingjingError):
    """A document gave no content. `code` is a key of catalog/problems.yml; `detail` fills its sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class WorkersFailed(MingjingError):
    """The processes that read documents do not start: a fault of the machine or the installation, not of a document."""


class BuildFailed(MingjingError):
    """A build could not be made; the earlier one is untouched."""


class BadRecord(MingjingError):
    """A parsed report that is not of the schema. `field` is the path of the field, such as cells[3].state."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field} {detail}")
        self.field = field
        self.detail = detail


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say which place takes no files, where one is written to in the body."""
    try:
        yield
    except OSError as error:
        is_file = isinstance(error, FileExistsError | NotADirectoryError)
        raise MingjingError(
            tell("cannot_write", path=path, why=tell("is_a_file") if is_file else error.strerror)
        ) from error
