"""An encrypted journal: what opens it, what does not, and what a refusal is taken for."""

import hashlib
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import (
    DamagedJournalError,
    ExitCode,
    PassphraseError,
    PassphraseNeededError,
    UsageError,
)
from aijournal.journal.health import examine
from aijournal.journal.passphrase import KDF_ITERATIONS, Passphrase, is_marked, new_salt
from aijournal.journal.rewriting import rewrite
from aijournal.paths import Paths
from tests.journal.secret_journal import (
    SECRETS,
    files,
    fill,
    found_secrets,
    live_file,
    make_journal,
    open_journal,
    passphrase,
    titles,
)

PAGE = 4096


def test_nothing_of_it_is_in_the_clear_while_it_is_open_and_after(paths: Paths) -> None:
    with open_journal(paths, passphrase()) as journal:
        fill(journal)
        held = {path: live_file(path) for path in paths.data.iterdir()}
        assert {"journal.db", "journal.db-wal", "journal.db-shm"} <= {path.name for path in held}
        assert found_secrets(held) == set()
        assert titles(journal) == ["quokkatitle"]
    make_journal(paths, passphrase())  # and a backup of it
    assert found_secrets(files(paths)) == set()


def test_the_search_for_secrets_finds_them_in_a_plain_journal(paths: Paths) -> None:
    make_journal(paths)
    assert {secret for secret, _ in found_secrets(files(paths))} == set(SECRETS)
    assert len({name for _, name in found_secrets(files(paths))}) == 2  # the journal and its backup


def test_it_is_a_file_as_the_engine_makes_it(paths: Paths) -> None:
    """Its key is the engine's own derivation of the passphrase: other tools can open it with that alone."""
    make_journal(paths, Passphrase("correct horse battery"))
    connection = sqlite.connect(str(paths.journal))
    connection.execute("PRAGMA key = 'correct horse battery'")
    connection.execute(f"PRAGMA kdf_iter = {KDF_ITERATIONS}")
    assert connection.execute("SELECT title FROM interaction").fetchall() == [("quokkatitle",)]
    connection.close()


def test_a_key_is_derived_once_an_opening(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    make_journal(paths, passphrase())
    derived: list[int] = []
    derive = hashlib.pbkdf2_hmac

    def counted(name: str, text: bytes, salt: bytes, iterations: int, length: int) -> bytes:
        derived.append(iterations)
        return derive(name, text, salt, iterations, length)

    monkeypatch.setattr(hashlib, "pbkdf2_hmac", counted)
    key = passphrase()
    for _ in range(2):
        open_journal(paths, key).close()
    assert derived == [key.iterations]


@pytest.mark.parametrize(
    ("key", "error", "title"),
    [
        (None, PassphraseNeededError, "is encrypted"),
        (passphrase("correct horse batterx"), PassphraseError, "is wrong"),
        (passphrase(""), PassphraseError, "is wrong"),
    ],
)
def test_what_does_not_open_it_leaves_it_alone_and_says_nothing_on_stderr(
    paths: Paths,
    capfd: pytest.CaptureFixture[str],
    key: Passphrase | None,
    error: type[PassphraseError],
    title: str,
) -> None:
    make_journal(paths, passphrase())
    before = files(paths)
    with pytest.raises(error, match=title) as caught:
        open_journal(paths, key)
    assert caught.value.exit_code == ExitCode.WRONG_PASSPHRASE
    assert files(paths) == before
    assert capfd.readouterr() == ("", "")


def test_what_is_refused_is_left_alone_even_with_changes_still_in_its_wal(paths: Paths) -> None:
    journal = open_journal(paths, passphrase())
    fill(journal)
    left = {name: live_file(paths.data / name) for name in ("journal.db", "journal.db-wal")}
    journal.close()
    for name, content in left.items():
        (paths.data / name).write_bytes(content)
    with pytest.raises(PassphraseError, match="wrong"):
        open_journal(paths, passphrase("something else"))
    assert {name: (paths.data / name).read_bytes() for name in left} == left
    with open_journal(paths, passphrase()) as recovered:
        assert titles(recovered) == ["quokkatitle"]


def test_a_passphrase_is_not_asked_of_a_plain_journal(paths: Paths) -> None:
    make_journal(paths)
    with open_journal(paths, passphrase()) as journal:
        assert titles(journal) == ["quokkatitle"]


def test_letters_are_the_same_however_they_are_composed(paths: Paths) -> None:
    make_journal(paths, passphrase("Käsebrötchen"))
    open_journal(paths, passphrase("Ka\u0308sebro\u0308tchen\r\n")).close()


def test_a_passphrase_shows_itself_to_nobody(paths: Paths) -> None:
    key = passphrase()
    make_journal(paths, key)
    assert "horse" not in f"{key!r}{key.key(new_salt())!r}"
    assert key.new_key().secret.hex() not in f"{key!r}{key.new_key()!r}"


@pytest.mark.parametrize("text", ["", "short", "       ", "seven 7"])
def test_a_passphrase_that_is_too_short_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="at least 8"):
        passphrase(text).require_strength()
    passphrase("eight 8!").require_strength()


def test_a_rehearsal_is_encrypted_too(paths: Paths) -> None:
    with open_journal(paths, passphrase()) as journal:
        with journal.rehearsal() as trial:
            fill(trial)
            assert titles(trial) == ["quokkatitle"]
        assert titles(journal) == []


def test_health_says_whether_it_is_encrypted(paths: Paths) -> None:
    make_journal(paths, passphrase())
    assert examine(paths, passphrase()).is_encrypted
    with pytest.raises(PassphraseNeededError):
        examine(paths)


def test_health_names_backups_that_are_not_encrypted_as_the_journal_is(paths: Paths) -> None:
    plain = make_journal(paths)
    assert examine(paths).backups_apart == ()
    kept = plain.path.read_bytes()
    rewrite(paths, None, passphrase())
    assert examine(paths, passphrase()).backups_apart == ()
    plain.path.write_bytes(kept)  # as after a kill
    assert examine(paths, passphrase()).backups_apart == (plain.path,)


def test_a_plain_one_is_told_as_one(paths: Paths) -> None:
    assert not examine(paths).is_encrypted


# What a file that opens with nothing is taken for


def damage(path: Path, begin: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(begin)
        file.write(b"\xa5" * length)


def test_a_damaged_first_page_is_told_from_a_wrong_passphrase_by_a_backup(paths: Paths) -> None:
    make_journal(paths, passphrase())
    damage(paths.journal, 100, 50)
    before = files(paths)
    with pytest.raises(PassphraseNeededError):
        open_journal(paths)
    with pytest.raises(PassphraseError, match="wrong"):
        open_journal(paths, passphrase("something else"))
    with pytest.raises(DamagedJournalError, match="opens a backup") as caught:
        open_journal(paths, passphrase())
    assert caught.value.exit_code == ExitCode.DAMAGED
    assert files(paths) == before


def test_without_a_backup_a_passphrase_that_opens_nothing_is_wrong(paths: Paths) -> None:
    make_journal(paths, passphrase()).path.unlink()
    damage(paths.journal, 100, 50)
    with pytest.raises(PassphraseError, match="wrong") as caught:
        open_journal(paths, passphrase())
    assert caught.value.exit_code == ExitCode.WRONG_PASSPHRASE


def test_a_file_that_has_lost_its_salt_is_told_by_the_newest_backup(paths: Paths) -> None:
    make_journal(paths, passphrase())
    damage(paths.journal, 0, PAGE)
    with pytest.raises(PassphraseNeededError):
        open_journal(paths)
    with pytest.raises(PassphraseError, match="wrong"):
        open_journal(paths, passphrase("something else"))
    with pytest.raises(DamagedJournalError):
        open_journal(paths, passphrase())


@pytest.mark.parametrize(("begin", "length"), [(0, 16), (0, PAGE), (20, 30)])
@pytest.mark.parametrize("key", [None, passphrase()])
def test_a_damaged_plain_journal_is_never_taken_for_an_encrypted_one(
    paths: Paths, begin: int, length: int, key: Passphrase | None
) -> None:
    backup = make_journal(paths)
    damage(paths.journal, begin, length)
    for _ in ("with a backup", "and without one"):
        with pytest.raises(DamagedJournalError):
            open_journal(paths, key)
        backup.path.unlink(missing_ok=True)


def test_a_damaged_page_within_is_damage(paths: Paths) -> None:
    make_journal(paths, passphrase())
    size = paths.journal.stat().st_size
    for page in range(1, size // PAGE):
        damage(paths.journal, page * PAGE + 100, 8)
    with pytest.raises(DamagedJournalError):
        open_journal(paths, passphrase())


@pytest.mark.parametrize("key", [None, passphrase()])
def test_a_file_that_ends_within_a_page_is_damaged(paths: Paths, key: Passphrase | None) -> None:
    make_journal(paths, passphrase()).path.unlink()
    os.truncate(paths.journal, 8 * PAGE + 100)
    with pytest.raises(DamagedJournalError):
        open_journal(paths, key)


def test_salts_differ_and_are_marked() -> None:
    salts = {new_salt() for _ in range(50)}
    assert len(salts) == 50
    assert all(map(is_marked, salts))
    assert not is_marked(b"SQLite format 3\0")
    assert not is_marked(bytes(16))
