"""What is to be purged, written down before it begins, so that the next start finishes what was cut off."""

from pathlib import Path

import msgspec

from aijournal.journal.durable_files import sync_folder, write_durably
from aijournal.paths import Paths


class PurgeOrder(msgspec.Struct, frozen=True):
    """Everything, or the entries with these uids, which tell nothing by themselves; `backups` with them."""

    backups: bool
    uids: tuple[str, ...] = ()
    everything: bool = False


def write_order(paths: Paths, order: PurgeOrder) -> None:
    """Write an order down, safe from a power cut."""
    write_durably(order_path(paths), msgspec.json.encode(order))
    sync_folder(paths.data)


def read_order(paths: Paths) -> PurgeOrder | None:
    """Return the order that is not carried out yet, if there is one."""
    try:
        return msgspec.json.decode(order_path(paths).read_bytes(), type=PurgeOrder)
    except (FileNotFoundError, msgspec.DecodeError):  # a foreign file of that name orders nothing
        return None


def drop_order(paths: Paths) -> None:
    """Forget an order that was carried out."""
    order_path(paths).unlink(missing_ok=True)
    sync_folder(paths.data)


def order_path(paths: Paths) -> Path:
    """Return where an order lies."""
    return paths.data / "purge.json"
