"""SHA256SUMS over all that was built, as `sha256sum --check` reads it."""

import hashlib
from pathlib import Path

from workbench.checkout import say

NAME = "SHA256SUMS"


def write_sums(out: Path) -> Path:
    """Write the digests of every file that is handed out, those of folders left out, and return the path."""
    files = sorted(path for path in out.iterdir() if path.is_file() and path.name != NAME)
    file = out / NAME
    file.write_text("".join(f"{_digest(path)}  {path.name}\n" for path in files), encoding="utf-8")
    say(f"Wrote {file}: {len(files)} files; check them with `sha256sum --check {NAME}`.")
    return file


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
