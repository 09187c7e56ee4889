"""Commands that refuse to be told two things at once."""

from collections import Counter

import click


class OnceCommand(click.Command):
    """A command that takes each option once: of two answers, one would be passed over without a word."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line; raises `click.UsageError` if an option that takes one answer has two."""
        if not ctx.resilient_parsing:
            _, _, order = self.make_parser(ctx).parse_args(args=list(args))
            _refuse_repeated(order)
        return super().parse_args(ctx, args)


def _refuse_repeated(order: list[click.Parameter]) -> None:
    for param, times in Counter(order).items():
        if times > 1 and isinstance(param, click.Option) and _has_one_answer(param):
            raise click.UsageError(f"{_in_words(param)} can be given only once.")


def _has_one_answer(option: click.Option) -> bool:
    is_plain_flag = option.is_flag and not option.secondary_opts  # says the same however often
    return not (option.multiple or option.count or is_plain_flag)


def _in_words(option: click.Option) -> str:
    names = (*option.opts, *option.secondary_opts)
    return names[0] if len(names) == 1 else f"One of {' and '.join(names)}"
