r"""Keys, tokens and passwords by their looks, as vendors document them.

Whoever adds a format keeps it linear on hostile text: it begins where its first run of characters begins
(a look-behind), its runs are possessive (`++`) or bounded, and what it looks ahead for is near.
"""

import re
from collections.abc import Iterator
from typing import Final

from aijournal.export.findings import FindingKind

Span = tuple[FindingKind, int, int]

_WORD: Final = r"(?<![A-Za-z0-9])"
_DASHED: Final = r"(?<![A-Za-z0-9_-])"
_KEYS: Final = (
    rf"{_WORD}(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{{16}}(?![A-Za-z0-9])",  # Amazon
    rf"{_WORD}gh[oprsu]_[A-Za-z0-9]{{16,}}+",  # GitHub
    rf"{_WORD}github_pat_[A-Za-z0-9_]{{20,}}+",
    rf"{_DASHED}gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[A-Za-z0-9_.-]{{16,}}+",  # GitLab
    rf"{_DASHED}xox[abceoprs]-[A-Za-z0-9-]{{10,}}+",  # Slack
    rf"{_DASHED}xapp-[A-Za-z0-9-]{{16,}}+",
    r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{16,}+",
    rf"{_WORD}(?:[spr]k_(?:live|test|prod)|whsec)_[A-Za-z0-9]{{10,}}+",  # Stripe
    rf"{_WORD}AIza[A-Za-z0-9_-]{{35}}",  # Google
    rf"{_DASHED}GOCSPX-[A-Za-z0-9_-]{{16,}}+",
    rf"{_WORD}ya29\.[A-Za-z0-9_-]{{16,}}+",
    # OpenAI, Anthropic and many who follow them; without a digit it may be a name with dashes.
    rf"{_DASHED}sk-(?:ant|proj|svcacct|admin|or)-[A-Za-z0-9_-]{{12,}}+",
    rf"{_DASHED}sk-(?=[A-Za-z_-]{{0,80}}[0-9])[A-Za-z0-9_-]{{16,}}+",
    rf"{_WORD}(?:npm|hf|gsk|r8|ntn|glsa|glc|secret|lin_api|dckr_pat|dop_v1|doo_v1|dor_v1)_[A-Za-z0-9_]{{28,}}+",
    rf"{_DASHED}(?:pypi|xai|pplx|tvly)-[A-Za-z0-9_-]{{28,}}+",
    rf"{_WORD}SG\.[A-Za-z0-9_-]{{16,80}}+\.[A-Za-z0-9_-]{{16,}}+",  # SendGrid
    rf"{_WORD}(?:SK|AC)[0-9a-f]{{32}}(?![A-Za-z0-9])",  # Twilio
    rf"{_WORD}shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{{32,}}+",  # Shopify
    rf"{_WORD}dapi[0-9a-f]{{32}}",  # Databricks
    rf"{_WORD}hv[bs]\.[A-Za-z0-9_-]{{20,}}+",  # Vault
    rf"{_DASHED}AGE-SECRET-KEY-1[A-Z0-9]{{20,}}+",
    rf"{_WORD}ATATT3[A-Za-z0-9_=-]{{20,}}+",  # Atlassian
    rf"{_WORD}[0-9]{{8,10}}:AA[A-Za-z0-9_-]{{32,}}+",  # Telegram
)
_TOKENS: Final = (
    rf"{_DASHED}eyJ[A-Za-z0-9_-]{{8,}}+\.[A-Za-z0-9_-]{{8,}}+(?:\.[A-Za-z0-9_-]{{0,}}+){{0,3}}",  # JWT, JWE
    r"(?i:(?<![a-z])authorization\s{0,3}[:=]\s{0,3}[\"']?(?:[a-z]{1,20}\s{1,3})?)[^\s\"',;]{6,}+",
    # The word alone is used in prose: what follows has to look like a token.
    r"(?i:(?<![a-z])bearer\s{1,3})(?=[A-Za-z._~+/=-]{0,80}[0-9])[A-Za-z0-9._~+/=-]{12,}+",
)
_WORDS_FOR_SECRETS: Final = (
    "secret|token|(?:api|access|account|private|shared|encryption)[ _-]?key|signature|credentials?|auth"
)
_IS: Final = r"[\"']?\s{0,3}(?::=|=>|[:=])\s{0,3}[\"']?"
_PASSWORDS: Final = (
    r"[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s/?#@:]{0,128}:[^\s/@]{1,256}@",
    rf"(?i:password|passwd|passphrase|passwort|kennwort|pwd){_IS}[^\s\"',;]{{3,}}+",
    # Of other words, what is said to be one is not always one.
    rf"(?i:{_WORDS_FOR_SECRETS}){_IS}(?=[^\s\"',;]{{0,80}}[0-9])[^\s\"',;]{{8,}}+",
)
# From the first line to the last one, or to the end of what was copied.
_UNTIL_DASHES: Final = r"(?:[^-]++|-(?!----))*+"
_PRIVATE_KEY: Final = (
    rf"-----BEGIN [A-Z0-9 ]{{0,40}}PRIVATE KEY(?: BLOCK)?-----{_UNTIL_DASHES}(?:-----END [^-]{{0,60}}-----)?",
    r"PuTTY-User-Key-File-[0-9](?:(?!\n\n)[\s\S])*+",
)

_FORMATS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, patterns in (
        (FindingKind.PRIVATE_KEY, _PRIVATE_KEY),
        (FindingKind.KEY, _KEYS),
        (FindingKind.TOKEN, _TOKENS),
        (FindingKind.PASSWORD, _PASSWORDS),
    )
    for pattern in patterns
)


def secrets_in(text: str) -> Iterator[Span]:
    """Yield where a text made plain holds what looks like a secret of a known format."""
    for kind, pattern in _FORMATS:
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
