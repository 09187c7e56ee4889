"""Archives that hold more, less or something else than they say: a reason, never a fall, never a file."""

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.importers.reading.archives import Archive, ArchiveError, ArchiveLimits
from tests.importers.archive_files import with_flag, write_bomb, write_zip, zipped

NAME = "conversations.json"
SAMPLE = zipped({"chat.html": b"<html>" * 50, NAME: b'[{"a":1},{"b":[2]}]' * 40, "user.json": b"{}"})


def is_wanted(name: str) -> bool:
    return name.rpartition("/")[2] == NAME


def content(path: Path, limits: ArchiveLimits | None = None) -> tuple[list[bytes], list[str]]:
    with Archive(path, limits or ArchiveLimits()) as archive:
        members, faults = archive.members(is_wanted)
        return [b"".join(archive.pieces(member)) for member in members], faults


def refusal(path: Path, limits: ArchiveLimits | None = None) -> str:
    with pytest.raises(ArchiveError) as caught:
        content(path, limits)
    return str(caught.value)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_is_read_wherever_it_lies(tmp_path: Path, compression: int) -> None:
    members = {"a.txt": b"a", f"export/{NAME}": b"[1]" * 100_000, NAME: b"[2]"}
    path = write_zip(tmp_path / "e.zip", members, compression=compression)
    assert content(path) == ([b"[2]", b"[1]" * 100_000], [])
    assert [entry.name for entry in tmp_path.iterdir()] == ["e.zip"]


@pytest.mark.parametrize(
    "name",
    [f"../{NAME}", f"a/../../{NAME}", f"/{NAME}", f"C:/{NAME}", f"..\\..\\x/{NAME}", f"\\\\host\\x/{NAME}"],
)
def test_a_name_that_leads_out_is_not_followed(tmp_path: Path, name: str) -> None:
    path = write_zip(tmp_path / "e.zip", {name: b"[1]", NAME: b"[2]"})
    assert content(path) == ([b"[2]"], ["a name that leads out of the archive"])
    assert [entry.name for entry in tmp_path.iterdir()] == ["e.zip"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo(NAME)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr(link, "/etc/hostname")
    assert content(tmp_path / "e.zip") == ([], ["a link in an archive, which is not followed"])


def test_an_encrypted_archive_is_told(tmp_path: Path) -> None:
    path = with_flag(write_zip(tmp_path / "e.zip", {NAME: b"[1]"}), 1)
    assert content(path) == ([], ["an encrypted archive"])


def test_an_unusual_compression_is_told(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {NAME: b"[1]" * 999}, compression=zipfile.ZIP_LZMA)
    assert content(path) == ([], ["an archive that is packed in an unusual way"])


def test_an_archive_within_an_archive_is_not_opened(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"inner.zip": zipped({NAME: b"[1]"}), f"{NAME}/x": b"no"})
    assert content(path) == ([], [])


def test_a_bomb_is_stopped_where_it_grows_without_measure(tmp_path: Path) -> None:
    path = write_bomb(tmp_path / "bomb.zip", NAME, 100)
    assert path.stat().st_size < 150_000
    read: list[int] = []
    with Archive(path) as archive:
        (member,), _ = archive.members(is_wanted)
        pieces = map(len, archive.pieces(member))
        with pytest.raises(ArchiveError, match="grow without measure"):
            read.extend(pieces)
    assert 8 << 20 < sum(read) < 64 << 20


def test_a_total_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {f"{n}/{NAME}": bytes([n]) * 1000 for n in range(5)})
    assert refusal(path, ArchiveLimits(unpacked=4999)) == "an archive that would grow without measure"
    assert len(content(path, ArchiveLimits(unpacked=5000))[0]) == 5


def test_too_many_members_are_refused_before_any_is_listed(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {f"{n}.txt": b"" for n in range(11)})
    assert refusal(path, ArchiveLimits(members=10)) == "an archive with too many members"
    assert content(path, ArchiveLimits(members=11)) == ([], [])


def test_a_million_members_take_no_memory(tmp_path: Path) -> None:
    entry = SAMPLE[SAMPLE.index(b"PK\x01\x02") : SAMPLE.index(b"PK\x01\x02") + 46 + len("chat.html")]
    directory = entry * 100_000  # of 55 bytes each: more than any directory may be
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + len(directory).to_bytes(4, "little") + bytes(6)
    (tmp_path / "e.zip").write_bytes(directory + end)
    assert refusal(tmp_path / "e.zip") == "an archive with too many members"


def test_a_directory_of_endless_remarks_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        for number in range(80):
            member = zipfile.ZipInfo(f"{number}/{NAME}")
            member.comment = b"x" * 60_000
            archive.writestr(member, b"[1]")
    assert refusal(tmp_path / "e.zip") == "an archive with too many members"


def test_members_that_share_their_content_are_refused(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "e.zip", {"a/conversations.json": b"[1]" * 500, "b/conversations.json": b"[2]"}
    )
    content_bytes = bytearray(path.read_bytes())
    second = content_bytes.index(b"PK\x01\x02", content_bytes.index(b"PK\x01\x02") + 4)
    content_bytes[second + 42 : second + 46] = bytes(4)  # where the second begins: where the first does
    path.write_bytes(content_bytes)
    assert refusal(path) == "an archive whose members overlap"


def test_a_checksum_that_is_wrong_is_told(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {NAME: b"[123456789]"}, compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"[123456789]", b"[123456780]", 1))
    assert refusal(path) == "a damaged archive"


@pytest.mark.parametrize("text", [b"", b"PK", b"no zip at all" * 100, SAMPLE[:-30], SAMPLE[-60:]])
def test_what_is_no_archive_is_told(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "e.zip").write_bytes(text)
    assert refusal(tmp_path / "e.zip") == "a damaged archive"


def test_a_link_to_an_archive_is_not_opened(tmp_path: Path) -> None:
    write_zip(tmp_path / "e.zip", {NAME: b"[1]"})
    (tmp_path / "link.zip").symlink_to(tmp_path / "e.zip")
    with pytest.raises(OSError, match=r".*"):
        content(tmp_path / "link.zip")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_mutated_bytes_are_refused_or_read(data: st.DataObject, folder: Path) -> None:
    text = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    path = folder / "e.zip"
    path.write_bytes(text)
    try:
        content(path)
    except ArchiveError as error:
        assert str(error).startswith("a")  # noqa: PT017  # which reason, the bytes decide
