"""The passphrase of an encrypted journal, on its way to the engine and nowhere else."""

from dataclasses import dataclass, field

# The engine's own derivation, PBKDF2-HMAC-SHA512; OWASP's password storage cheat sheet asks for 210,000.
KDF_ITERATIONS = 600_000


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What opens an encrypted journal; shows itself to nobody."""

    text: str = field(repr=False)

    def statements(self) -> tuple[str, ...]:
        """Return what a fresh connection must be told before anything else."""
        quoted = self.text.replace("'", "''")
        return (f"PRAGMA key = '{quoted}'", f"PRAGMA kdf_iter = {KDF_ITERATIONS}")
