import random
import string
import unicodedata
from collections.abc import Sequence
from time import process_time
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.export.findings import Finding, FindingKind, blocks, finding, unseen
from aijournal.export.own_names import own_names
from aijournal.export.randomness import random_strings_in
from aijournal.export.scanner import findings_in
from tests.processes import SOURCE

LETTERS = "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0bC"
GIT = "3f786850e387550fdab836ed7e6dc881de23001b"
A_UUID = "0191f2b0-7c41-7d3e-9a55-2f6b8e1c4d70"
SECRETS = {
    FindingKind.KEY: (
        *("AKIA" + "QZ7RTMNB4XW2KPLD", "ghp_" + LETTERS, "gho_" + LETTERS, "github_pat_" + LETTERS),
        *("glpat-" + LETTERS[:20], "xoxb-" + "123456789012-abcdefghij", "xapp-1-" + LETTERS),
        *("sk_live_" + LETTERS[:24], "rk_test_" + LETTERS[:24], "whsec_" + LETTERS),
        *("AIza" + LETTERS + "-_x", "GOCSPX-" + LETTERS[:28], "ya29." + LETTERS),
        *("sk-ant-api03-" + LETTERS, "sk-proj-" + LETTERS, "sk-" + LETTERS + LETTERS[:16]),
        *("npm_" + LETTERS + "aBcD", "pypi-AgEIcHlwaS5vcmc" + LETTERS, "hf_" + LETTERS),
        *("SG." + LETTERS[:22] + "." + LETTERS, "SK" + "0a1b" * 8, "shpat_" + "0a1b" * 8),
        *("hvs." + LETTERS, "12345678:AA" + LETTERS + "x", "dapi" + "0a1b" * 8, "ATATT3" + LETTERS),
        "AGE-SECRET-KEY-1" + "QZ7RTMNB4XW2KPLD" * 2,
        "hooks.slack.com/services/T0000/B0000/" + LETTERS[:24],
    ),
    FindingKind.TOKEN: (
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1g",
        "Authorization: Basic ZGV2OnNlc2FtZQ==",
        "authorization=token 0a1b2c3d4e",
        "Bearer 0a1b2c3d4e5f6071",
    ),
    FindingKind.PASSWORD: (
        *("postgres://dev:sesame@", "https://dev:sesame-42@", "redis://:sesame@", "amqp+ssl://a:b@"),
        *("password=sesame", "Pwd = 'sesame", 'passphrase": "sesame', "Passwort: sesame"),
        *("api_key=0a1b2c3d4e", "AccountKey=abcd1234efgh==", "secret: 0a1b2c3d4e"),
    ),
    FindingKind.PRIVATE_KEY: (
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----",
        "PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\nAAAAIKx0",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\nand so on",
    ),
    FindingKind.RANDOM: (
        *("wJalrXUtn3EMI/K7MD2NG/bPxRfi5YzEq9kLm8Tv", LETTERS, "d41d8cd98f00b204e9800998ecf8427e"),
        "Zm9v8YmFy+cXV4L2Jhei9xdXV4Q29ycmVjdEhvcnNlQmF0dGVyeQ",
    ),
    FindingKind.EMAIL: (
        *("dev@client.example", "a.b+c@mail.client.example", "müller@büro.example", "x@xn--bro-hoa.example"),
        "dev@[2001:db8::1]",
    ),
    FindingKind.HOST: ("printer.local", "git.client.internal", "wiki.corp", "nas.lan", "router.home.arpa"),
    FindingKind.IP_ADDRESS: (
        *("10.1.2.3", "203.0.113.7", "2001:db8::8a2e:370:7334", "fe80::1", "fd00:12::7"),
        *("2001:db8:0:0:0:0:2:1", "::ffff:192.0.2.1"),
    ),
    FindingKind.PATH: (
        *("/home/dev/client/offer.md", "/Users/dev/x", "~/client/notes", "~dev/client", "/mnt/share/x"),
        *(r"C:\Users\Some One\client\offer.md", "D:/client/offer.md", r"\\server\share\offer.md"),
        *("//server/share/offer.md", "file:///home/dev/offer.md", "file:C:/offer.md"),
    ),
    FindingKind.PHONE: (
        *("+49 30 1234567", "+1 (555) 010-9999", "+442079460123", "(030) 1234567", "030 1234567"),
        *("555-010-9999", "0171/1234567", "0049 30 1234567"),
    ),
    FindingKind.HASH: (GIT, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
}
EVERY_SECRET = [(kind, text) for kind, texts in SECRETS.items() for text in texts]
HARMLESS = (
    *(
        "Refactored the billing page, 45 minutes saved",
        "Version 3.14.2 of 2026-03-02 at 14:05:33",
        "C++ a::b",
    ),
    *(
        "sk-learn-based-classifier-for-texts",
        "std::vector<int>::iterator",
        "and/or/both",
        "a@b",
        "@claude +1 5m",
    ),
    *("https://docs.example.org/en/latest/index.html?page=2#top", "rated 100 of 2000", "1,234,567 tokens"),
    *("the password was reset", "a token: the smallest piece", "bearer of news, authentication-pending"),
    *(
        A_UUID,
        f"urn:uuid:{A_UUID}",
        "deadbeefdeadbeefdeadbeef",
        "claude-opus-4-5-20251101",
        "getUserByIdentifierOrThrowNotFoundException",
    ),
    *("some_very_long_snake_case_identifier_name", "http://localhost:8000/x", "127.0.0.1", "::1", "::"),
    *("300.1.2.3", "1.2.3.4.5", "10:30:45", "threading.local()", "/api/v1/users", "12/03/2026", "3-4-5"),
    *("utf8mb4_unicode_520_ci_collation", "0000000000000000000000000000000000000000", ""),
)
WIDE = {ord(one): chr(ord(one) + 0xFEE0) for one in string.ascii_letters + string.digits + "@.:/-_"}
TRICKS = {
    "zero width": "\u200b".join,
    "joined": "\u2060\ufeff".join,
    "bidi": lambda text: "\u202e" + "\u2066".join(text) + "\u202c",
    "soft hyphens": "\u00ad".join,
    "full width": lambda text: text.translate(WIDE),
    "mathematical": lambda text: "".join(
        chr(0x1D400 + ord(one) - 65) if one in string.ascii_uppercase else one for one in text
    ),
    "marks": "\u0301".join,
    "fillers": "\u3164".join,
    "controls": "\x00".join,
    "tags": "\U000e0041".join,
}
NAMES = own_names(
    ["Nightjar", "ACME Billing", "Straße", "Проект Филин", "青山", "네이버", "Zoë", "नमस्ते", "C++"]
)


def kinds(findings: Sequence[Finding]) -> set[FindingKind]:
    return {one.kind for one in findings}


@pytest.mark.parametrize(("kind", "text"), EVERY_SECRET)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("see ", " there"), ("(", ")"), ("日本 ", "\n"), ('"', '"')]
)
def test_what_should_not_leave_is_found_where_it_stands(
    kind: FindingKind, text: str, before: str, after: str
) -> None:
    found = findings_in(before + text + after)
    assert [one.kind for one in found if one.kind is kind] == [kind]
    first = next(one for one in found if one.kind is kind)
    assert first.start in range(len(before), len(before) + len(text) // 2)
    assert text in before + first.text + after
    assert first.text == (before + text + after)[first.start : first.end]


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert findings_in(text) == ()


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FindingKind.KEY, "ghp_" + LETTERS),
        (FindingKind.KEY, "AKIA" + "QZ7RTMNB4XW2KPLD"),
        (FindingKind.EMAIL, "dev@client.example"),
        (FindingKind.PATH, "/home/dev/client"),
        (FindingKind.IP_ADDRESS, "203.0.113.7"),
        (FindingKind.RANDOM, LETTERS),
    ],
)
def test_nothing_is_hidden_by_how_it_is_written(kind: FindingKind, text: str, trick: str) -> None:
    written = f"see {TRICKS[trick](text)} there"
    found = [one for one in findings_in(written) if one.kind is kind]
    assert len(found) == 1
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", found[0].text) if one.isascii() and one.isprintable()
    )
    assert plain == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for Nightjar.", ["Nightjar"]),
        ("NIGHTJAR and nightjar", ["NIGHTJAR", "nightjar"]),
        ("night\u200bjar", ["night\u200bjar"]),
        ("Nightjar".translate(WIDE), ["Nightjar".translate(WIDE)]),
        ("nightjars, midnightjar, nightjar2", []),
        ("the_nightjar_repo", ["nightjar"]),
        ("acme-billing ACME_Billing", ["acme-billing", "ACME_Billing"]),
        ("acme  billing acmebilling", ["acme  billing", "acmebilling"]),
        ("in der STRASSE", ["STRASSE"]),
        ("это ПРОЕКТ ФИЛИН и проекта филин", ["ПРОЕКТ ФИЛИН"]),
        ("青山プロジェクト", ["青山"]),
        (unicodedata.normalize("NFD", "네이버는"), [unicodedata.normalize("NFD", "네이버")]),
        ("Zoe\u0308 said", ["Zoe"]),
        ("कहा नमस्ते।", ["नमस्त"]),
        ("c++ and c", ["c++"]),
    ],
)
def test_own_names_are_found_as_whole_words(text: str, found: list[str]) -> None:
    names = [one for one in findings_in(text, NAMES) if one.kind is FindingKind.NAME]
    assert [one.text for one in names] == found


def test_blank_names_are_not_looked_for() -> None:
    assert own_names(["", "  ", "--", "\u200b"]).sought == ()


def test_a_name_within_an_address_is_told_beside_it() -> None:
    found = findings_in("ask dev@nightjar.example", NAMES)
    assert [(one.kind, one.text) for one in found] == [
        (FindingKind.EMAIL, "dev@nightjar.example"),
        (FindingKind.NAME, "nightjar"),
    ]


def test_a_hash_in_a_link_is_the_least_of_findings() -> None:
    found = findings_in(f"https://code.example.org/shop/commit/{GIT} fixed it")
    assert [(one.kind, one.text) for one in found] == [(FindingKind.HASH, GIT)]
    assert list(FindingKind)[-1] is FindingKind.HASH


def test_a_hash_that_is_called_a_secret_is_one() -> None:
    assert kinds(findings_in(f"token={GIT}")) == {FindingKind.PASSWORD}


@pytest.mark.parametrize("form", ["{}", "rollout-2026-03-02T09-00-00-{}.jsonl", "https://x.example/{}/{}"])
def test_numbers_that_the_whole_world_shares_are_left_alone(form: str) -> None:
    chance = random.Random(3)
    numbers = [str(UUID(int=chance.getrandbits(128), version=4)) for _ in range(300)]
    texts = [form.format(number, number.upper()) for number in numbers]
    assert [text for text in texts if findings_in(text)] == []


@pytest.mark.parametrize(
    "text", ["'dev@client.example'", "mailto:dev@client.example", "*dev@client.example*"]
)
def test_what_stands_around_an_address_is_no_part_of_it(text: str) -> None:
    assert [one.text for one in findings_in(text)] == ["dev@client.example"]


def test_a_host_without_a_dot_is_internal() -> None:
    assert [one.text for one in findings_in("http://buildbox:8080/job and git@forge:shop.git")] == [
        "buildbox",
        "forge",
    ]


def test_findings_come_in_the_order_of_the_text() -> None:
    found = findings_in("/home/dev/x then dev@client.example then 10.1.2.3")
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert len(found) == 3


@pytest.mark.parametrize(("kind", "text"), EVERY_SECRET)
def test_an_excerpt_shows_at_most_a_third(kind: FindingKind, text: str) -> None:
    excerpt = finding(kind, text, 0, len(text)).excerpt
    assert excerpt.endswith("…")
    assert text.startswith(excerpt[:-1])
    assert len(excerpt) - 1 <= len(text) / 3


def test_an_excerpt_is_one_line_that_reads_in_one_direction() -> None:
    text = "\u202ed\ne\u200bv@client.example"
    assert finding(FindingKind.EMAIL, text, 0, len(text)).excerpt == "dev@…"


def test_no_secret_is_in_what_a_finding_is_called() -> None:
    assert LETTERS not in repr(findings_in("ghp_" + LETTERS))


def test_an_export_waits_until_each_finding_was_seen() -> None:
    found = findings_in("dev@client.example and /home/dev/x, dev@client.example again")
    assert len(found) == 3
    assert blocks(found, set())
    one = {found[0].acknowledgement}
    assert [left.text for left in unseen(found, one)] == ["/home/dev/x"]
    assert blocks(found, one)
    assert not blocks(found, {each.acknowledgement for each in found})
    assert not blocks((), set())


@pytest.mark.parametrize(
    "other",
    [
        (FindingKind.NAME, "Dev@client.example"),
        (FindingKind.EMAIL, "dev@client.example"),
        (FindingKind.EMAIL, "Dev@client.exampl"),
    ],
)
def test_what_was_seen_is_the_exact_text_and_kind(other: tuple[FindingKind, str]) -> None:
    found = findings_in("Dev@client.example")
    assert blocks(found, {other})
    assert not blocks(found, {other, (FindingKind.EMAIL, "Dev@client.example")})


@pytest.mark.parametrize(
    ("alphabet", "length", "least"),
    [
        (string.ascii_letters + string.digits, 20, 0.95),
        (string.ascii_letters + string.digits, 32, 0.99),
        (string.ascii_letters + string.digits + "+/", 40, 0.98),
        (string.ascii_letters + string.digits + "-_", 43, 0.98),
        (string.ascii_lowercase + string.digits, 32, 0.9),
        ("0123456789abcdef", 32, 0.99),
    ],
)
def test_drawn_strings_are_told_from_words(alphabet: str, length: int, least: float) -> None:
    chance = random.Random(length)
    drawn = ["".join(chance.choices(alphabet, k=length)) for _ in range(500)]
    assert sum(any(random_strings_in(one)) for one in drawn) >= least * len(drawn)


def test_the_words_of_a_program_do_not_drown_the_list() -> None:
    files = sorted((SOURCE / "aijournal").rglob("*.py"))
    found = {
        text[start:end]
        for file in files
        for text in [file.read_text("utf-8")]
        for _, start, end in random_strings_in(text)
    }
    assert len(files) > 200
    assert len(found) <= 2


HOSTILE = (
    *("a@", "a.", "a-", "a", "a:", "1.", "1-", "1 ", "+1", "::1", "://", "a://", "://a:", "//a/", "\\\\"),
    *("\\\\a\\", "C:\\", "C:\\a ", "~/", "/home/", "file:/", "password=", "token=", "token:a", "bearer "),
    *("authorization:", "eyJ", "eyJaaaaaaaa.", "sk-", "sk-a", "ghp_", "SG.", "SG.aaaaaaaaaaaaaaaa."),
    *(
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN ",
        "-",
        "a1B",
        "\u200b",
        "a\u0301",
        "\uff21",
        "(1",
        "x _",
        "a@a:",
    ),
    *("0123 ", "AKIA", "A1", "aA/", "=", "\n", "a@a.", "a.local", f"{A_UUID} ", "012345678a", "nightjar "),
)


def _seconds(text: str) -> float:
    """Return how long a text takes, the shortest of three times."""
    times = []
    for _ in range(3):
        began = process_time()
        findings_in(text, NAMES)
        times.append(process_time() - began)
    return min(times)


@pytest.mark.parametrize("seed", HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(seed: str) -> None:
    """Whatever takes time with the square of the text takes sixteen times as long."""
    short, long = ((seed * (length // len(seed)))[:length] for length in (5_000, 20_000))
    findings_in(short, NAMES)
    assert _seconds(long) < 9 * _seconds(short)


def test_a_megabyte_of_half_addresses_is_no_matter() -> None:
    began = process_time()
    assert findings_in("a@" * 500_000) == ()
    assert process_time() - began < 20


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="a@.:/\\-_ 1\u200b\u0301\ufdfa\uff21\ud800", max_size=60))
def test_findings_point_into_any_text(text: str) -> None:
    for one in findings_in(text, NAMES):
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
