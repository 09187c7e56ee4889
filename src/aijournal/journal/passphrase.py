"""The passphrase of an encrypted journal, and the keys that are made of it."""

import hashlib
import os
import unicodedata
from dataclasses import dataclass, field

from aijournal.errors import UsageError

# The engine's own derivation, PBKDF2-HMAC-SHA512; OWASP's password storage cheat sheet asks for 210,000.
KDF_ITERATIONS = 600_000
SHORTEST = 8
_KEY_BYTES = 32
_SALT_BYTES = 16
_DRAWN_BYTES = 8  # of a salt; the rest is its mark


@dataclass(frozen=True, slots=True)
class Key:
    """What the engine encrypts a file with, and the salt that the file begins with; never shown."""

    secret: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def literal(self) -> str:
        """Return the key as SQLCipher reads one that needs no derivation any more."""
        return f"\"x'{self.secret.hex()}{self.salt.hex()}'\""


def random_key() -> Key:
    """Return a key that nobody knows, for what is thrown away again."""
    return Key(os.urandom(_KEY_BYTES), os.urandom(_SALT_BYTES))


def new_salt() -> bytes:
    """Return a salt that shows, to whoever has no passphrase, that its file was encrypted by this program.

    Without the mark, an encrypted file could not be told from one with a damaged first page.
    """
    drawn = os.urandom(_DRAWN_BYTES)
    return drawn + _mark(drawn)


def is_marked(salt: bytes) -> bool:
    """Whether a file that begins with these bytes was encrypted by this program, and not by chance."""
    return salt[_DRAWN_BYTES:] == _mark(salt[:_DRAWN_BYTES])


def _mark(drawn: bytes) -> bytes:
    return hashlib.sha256(drawn + b"aijournal").digest()[: _SALT_BYTES - _DRAWN_BYTES]


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What opens an encrypted journal; shows itself to nobody.

    However a keyboard composes its letters, it is the same passphrase, and the end of its line is no part
    of it. `iterations` is how long a derivation takes, and each file's key is derived once.
    """

    text: str = field(repr=False)
    iterations: int = KDF_ITERATIONS
    _keys: dict[bytes, Key] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", unicodedata.normalize("NFC", self.text.rstrip("\r\n")))

    def key(self, salt: bytes) -> Key:
        """Return the key of the file that begins with `salt`."""
        if salt not in self._keys:
            secret = hashlib.pbkdf2_hmac("sha512", self._bytes, salt, self.iterations, _KEY_BYTES)
            self._keys[salt] = Key(secret, salt)
        return self._keys[salt]

    def new_key(self) -> Key:
        """Return a key for a new file: the one derived first, which is the journal's, if there was any."""
        first = next(iter(self._keys), None)
        return self.key(first or new_salt())

    def require_strength(self) -> None:
        """Refuse what is too short to protect anything, before it is set."""
        if len(self.text.strip()) < SHORTEST:
            raise UsageError(
                "The passphrase is too short",
                f"It must have at least {SHORTEST} characters; several words are easier to remember "
                "and harder to guess than a short riddle. Nothing was changed.",
            )

    @property
    def _bytes(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")
