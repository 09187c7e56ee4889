"""What is done to the journal as a whole, without its pages."""

import shutil
from datetime import timedelta
from pathlib import Path

from aijournal.journal.rewriting import rewrite
from aijournal.paths import find_paths
from aijournal.settings import Settings
from aijournal.ui.journal_access import JournalAccess
from aijournal.ui.whole_journal import _restore
from tests.journal.backup_room import content_of
from tests.journal.builders import NEW_YORK, NOW
from tests.journal.secret_journal import make_journal, passphrase


def test_a_journal_is_backed_up_before_one_with_another_passphrase_comes(tmp_path: Path) -> None:
    old, new = passphrase("the old passphrase"), passphrase("the new passphrase")
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "home")})
    backup = make_journal(paths, old)
    shutil.copytree(paths.backups, tmp_path / "away")
    rewrite(paths, old, new)
    shutil.copytree(tmp_path / "away", paths.backups, dirs_exist_ok=True)
    before = content_of(paths.journal, new)
    access = JournalAccess(paths, Settings(), NEW_YORK)
    access.use(new)
    restored = _restore(access, backup, NOW + timedelta(hours=2), old)
    assert restored.before is not None
    assert content_of(restored.before.path, new) == before
    assert access.passphrase == old
