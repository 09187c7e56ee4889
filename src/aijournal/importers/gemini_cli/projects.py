"""Which project a folder of Gemini CLI's stands for: its name is a hash of the project's path, or a slug."""

from hashlib import sha256
from pathlib import Path

import msgspec

from aijournal.importers.reading.text import project_name
from aijournal.importers.reading.whole_files import companion, decoded_companion

_CHATS = "chats"
_HASH_LENGTH = 64


class _Registry(msgspec.Struct, gc=False):
    projects: dict[str, str] = {}


_decode_registry = msgspec.json.Decoder(_Registry).decode


def session_folder(path: Path) -> str | None:
    """Return the folder within `chats` that a subagent's session lies in, by its parent's id; else `None`."""
    return path.parent.name if path.parent.parent.name == _CHATS else None


def project_of(path: Path) -> str | None:
    """Return the name of the project that a session belongs to, or `None` if nothing tells it."""
    folder = next((one.parent for one in path.parents if one.name == _CHATS), None)
    if folder is None:
        return None
    if root := companion(folder / ".project_root").decode("utf-8", "replace").strip():
        return project_name(root)
    known = _registered(folder)
    if known is not None:
        return project_name(known)
    return None if _is_hash(folder.name) else project_name(folder.name)


def _registered(folder: Path) -> str | None:
    """Return the path that the tool's own list of projects gives to a folder."""
    registry = decoded_companion(_decode_registry, folder.parent.parent / "projects.json")
    for root, slug in (registry.projects if registry else {}).items():
        if folder.name in {slug, sha256(root.encode("utf-8", "replace")).hexdigest()}:
            return root
    return None


def _is_hash(name: str) -> bool:
    return len(name) == _HASH_LENGTH and not name.strip("0123456789abcdef")
