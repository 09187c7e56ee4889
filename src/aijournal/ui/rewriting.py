"""What can be done about the encryption of a journal."""

from enum import Enum


class Rewriting(Enum):
    """What can be done to the encryption of a journal."""

    ENCRYPT = "encrypt"
    CHANGE = "change the passphrase"
    DECRYPT = "decrypt"
