"""What an answer is known by whose tokens were not told: not every provider tells Codex, nor at once."""

import msgspec


class Answers(msgspec.Struct):
    """The prompts of a rollout so far, and whether the latest was answered before any tokens were told.

    Nothing tells such an answer from one that is the last of its log, so it counts as a call from the
    start (`is_waiting`). If its tokens are told after all, its call keeps the name that it had until then,
    wherever reading stopped in between; so does a copy of it in a fork. `renamed` is that call's usual
    name and the one that it keeps, for the times that it is told again.
    """

    prompts: int = 0
    is_waiting: bool = False
    renamed: tuple[str, str] | None = None

    def ask(self) -> None:
        """Note a prompt, whoever gave it."""
        self.prompts += 1
        self.is_waiting = False

    def name(self, owner: str) -> str:
        """Return the native id of the answer to the latest prompt, as long as it has no other."""
        return f"{owner}:answer:{self.prompts}"

    def name_call(self, native_id: str, owner: str) -> str:
        """Return the native id that a call is to have, which usually is its own."""
        if self.is_waiting:
            self.is_waiting = False
            self.renamed = native_id, self.name(owner)
        return self.renamed[1] if self.renamed and self.renamed[0] == native_id else native_id
