"""Writing what a person asked for to a place that they named."""

import os
import tempfile
from pathlib import Path

from aijournal.errors import AijournalError


def write_report(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all; an older one is replaced.

    Raises `AijournalError` where the place cannot be written; an older file is then as it was.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AijournalError(
            "The report was not written",
            f"{path}: {error.strerror or error}. Nothing was changed; choose another place with --out.",
        ) from error
