r"""Where people, machines and files are reached: e-mail and network addresses, internal hosts, paths, phones.

The expressions keep to the rules of `secret_formats`: begun at a border, possessive or bounded.
"""

import re
from collections.abc import Callable, Iterator
from ipaddress import AddressValueError, IPv6Address
from typing import Final

from aijournal.export.findings import FindingKind
from aijournal.export.secret_formats import Span

_EMAIL: Final = re.compile(
    r"[\w.%+'&=~!#$*/?^`{|}-]{1,64}+@(?:(?:[\w-]{1,63}+\.){1,8}[^\W\d_][\w-]{1,62}|\[[0-9A-Fa-f:.]{3,60}\])"
)
# May stand in an address, but where one begins it belongs to what is around it.
_BEFORE_A_NAME: Final = "'`*/?!=&|{}#~^$.%+-"
# As git and ssh write it: a person and a machine.
_LOGIN: Final = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}+@([A-Za-z][\w-]{0,62})(?=:)")
_IPV4: Final = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)")
_IPV6: Final = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]++(?!\w)")
_DOTTED: Final = re.compile(r"(?<![\w.-])[\w-]++(?:\.[\w-]++)++(?!\()")
_URL_HOST: Final = re.compile(r"(?<=://)(?:[^\s/@]{1,128}@)?([\w-]{1,63})(?=[:/?#\s]|$)")

_INTERNAL: Final = frozenset({"local", "internal", "intranet", "corp", "lan", "home", "localdomain", "arpa"})
_THIS_MACHINE: Final = frozenset({"localhost"})
# An abbreviated address of fewer groups may as well be a name in a program.
_LEAST_GROUPS: Final = 3
_ALLOTTED: Final = ("fe80:", "fc", "fd", "2", "3")
_DIGITS_OF_A_PHONE: Final = range(8, 16)  # ITU-T E.164: 15 at most

# A path may have single spaces in it as long as another separator follows.
_IN_WINDOWS: Final = r"(?:[^\s\"<>|*?]| (?=[^\s\\\"<>|]{1,60}\\))"
# Below which a person's or a company's own folders lie; what else begins with a slash may be an address.
_ROOTS: Final = (
    "home|Users|root|Volumes|mnt|media|run/media|srv|opt|data|var|tmp|export|private"
    "|work|workspaces?|projects?|repos?|code"
)
_PATHS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w/.~$-])/(?:{_ROOTS})/[^\s\"'<>|`]++",
        r"(?<![\w/.~])~[\w.-]{0,32}+/[^\s\"'<>|`]++",
        rf"(?<![A-Za-z0-9])[A-Za-z]:(?:\\|/(?!/)){_IN_WINDOWS}+",
        rf"(?<![\\\w])\\{{2,}}+[\w.$?-]{{1,255}}+\\{_IN_WINDOWS}+",
        r"(?<![:/\w])//[\w.$-]{1,255}+/[^\s\"'<>|`]++",
        r"(?i:(?<![a-z])file:)(?:[\\/]{1,5}|[A-Za-z]:)[^\s\"'<>|`]++",
    )
)
_PHONES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.+/-])(?:\+|00(?=[1-9]))\d(?:[ ().\-/]{0,2}\d){7,14}(?![\w-])",
        r"(?<![\w.+/-])\(0?\d{2,5}\)[ -]?\d{3,4}[ -]?\d{2,5}(?![\w-])",
        r"(?<![\w.+/-])0\d{2,5}[ /-]{1,3}\d{3,5}(?:[ -]?\d{2,5}){0,2}(?![\w-])",
        r"(?<![\w.+/-])\d{3}([-. ])\d{3}\1\d{4}(?![\w-])",
    )
)


def addresses_in(text: str) -> Iterator[Span]:
    """Yield where a text made plain holds an address, a host that only a company has, a path or a phone."""
    for kind, find in _FINDERS:
        for start, end in find(text):
            yield kind, start, end


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text):
        yield match.end() - len(match[0].lstrip(_BEFORE_A_NAME)), match.end()


def _ip_addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _IPV4.finditer(text):
        parts = [int(part) for part in match[0].split(".")]
        if max(parts) <= 255 and parts[0] not in {0, 127}:
            yield match.span()
    for match in _IPV6.finditer(text):
        address = match[0].rstrip(".")
        address = address[:-1] if address.endswith(":") and not address.endswith("::") else address
        if _is_ipv6(address):
            yield match.start(), match.start() + len(address)


def _is_ipv6(written: str) -> bool:
    if len(written) > 45:  # the longest form has an IPv4 address in it
        return False
    try:
        address = IPv6Address(written)
    except AddressValueError:
        return False
    groups = sum(map(bool, written.split(":")))
    is_long = groups >= _LEAST_GROUPS or "." in written
    is_abbreviated_name = not is_long and not written.lower().startswith(_ALLOTTED)
    return not (address.is_loopback or address.is_unspecified or is_abbreviated_name)


def _hosts(text: str) -> Iterator[tuple[int, int]]:
    for match in _DOTTED.finditer(text):
        if match[0].rpartition(".")[2].lower() in _INTERNAL:
            yield match.span()
    for match in (*_URL_HOST.finditer(text), *_LOGIN.finditer(text)):
        if match[1].lower() not in _THIS_MACHINE:
            yield match.span(1)


def _paths(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _PATHS:
        for match in pattern.finditer(text):
            yield match.start(), match.start() + len(match[0].rstrip(".,;:!?)]}"))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            if sum(map(str.isdecimal, match[0])) in _DIGITS_OF_A_PHONE:
                yield match.span()


_FINDERS: Final[tuple[tuple[FindingKind, Callable[[str], Iterator[tuple[int, int]]]], ...]] = (
    (FindingKind.EMAIL, _emails),
    (FindingKind.IP_ADDRESS, _ip_addresses),
    (FindingKind.HOST, _hosts),
    (FindingKind.PATH, _paths),
    (FindingKind.PHONE, _phones),
)
