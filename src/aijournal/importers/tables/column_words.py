"""What the names of columns mean: the words that people and tools put above what they write down."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from aijournal.importers.tables.mapping import Field, TimeUnit

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST_NAME, _MOST_WORDS = 120, 8
_WORDS = re.compile(r"[a-z0-9]+")

# Phrases in lower case, the surest first; all words of one stand in the name, in whatever order.
_PHRASES: Mapping[Field, tuple[str, ...]] = {
    Field.CACHE_READ: (
        *("cache read", "cached read", "cache read input tokens", "cached input", "cached prompt", "cached"),
        *("cache hits tokens", "cache hit tokens", "tokens cached"),
    ),
    Field.CACHE_WRITE: (
        *("cache write", "cache creation", "cache written", "cache creation input tokens"),
        "input w cache write",
    ),
    Field.REASONING: ("reasoning tokens", "thinking tokens", "thought tokens", "reasoning", "thoughts"),
    Field.TOTAL: ("total tokens", "tokens total", "token count", "tokens used", "all tokens", "tokens"),
    Field.INPUT: (
        *("input tokens", "prompt tokens", "tokens in", "tokens input", "uncached input", "sent tokens"),
        *("input w o cache write", "tokens sent", "input"),
    ),
    Field.OUTPUT: (
        *("output tokens", "completion tokens", "tokens out", "tokens output", "generated tokens", "output"),
        *("response tokens", "tokens received", "received tokens", "answer tokens"),
    ),
    Field.END: (
        *("ended at", "end time", "finished at", "completed at", "end", "ended", "finish", "finished"),
        *("end date", "stop time"),
    ),
    Field.TIME: (
        *("timestamp", "started at", "start time", "created at", "date time", "datetime", "time stamp"),
        *(
            "created",
            "started",
            "start",
            "time",
            "when",
            "occurred at",
            "logged at",
            "event time",
            "at",
            "ts",
        ),
        *("start date", "created on", "createtime", "starttime", "utc"),
    ),
    Field.DATE: ("date", "day", "on"),
    Field.DURATION: (
        *("duration", "elapsed", "elapsed time", "time spent", "time taken", "minutes spent", "length"),
        *("minutes", "latency", "seconds", "hours", "hours spent"),
    ),
    Field.CONVERSATION: (
        *("conversation id", "session id", "chat id", "thread id", "conversation", "session", "chat"),
        *("thread", "sessionid", "conversationid"),
    ),
    Field.ID: (
        *("request id", "message id", "event id", "id", "uuid", "guid", "trace id", "run id", "record id"),
        *("interaction id", "entry id", "prompt id", "call id", "key", "requestid"),
    ),
    Field.TOOL: (
        *("tool", "assistant", "app", "application", "product", "agent", "client", "tool name", "ai tool"),
        *("agent name", "assistant name", "platform", "service"),
    ),
    Field.MODEL: ("model", "model name", "model id", "llm", "engine", "deployment", "ai model"),
    Field.PROJECT: (
        *("project", "repository", "repo", "workspace", "folder", "directory", "cwd", "project name"),
        "client project",
    ),
    Field.TITLE: (
        *("title", "subject", "summary", "description", "what", "prompt", "question", "topic", "activity"),
        *("what i did", "work", "conversation title", "chat title", "query", "request", "user prompt"),
    ),
    Field.AMOUNT: (
        *(
            "credits",
            "credits used",
            "credit",
            "premium requests",
            "requests",
            "points",
            "acus",
            "acu",
            "units",
        ),
        *("compute units", "tokens charged", "coins", "messages used"),
    ),
    Field.COST: ("cost", "price", "spend", "usd", "eur", "amount usd", "total cost", "cost usd", "charge"),
    Field.OUTCOME: (
        *("outcome", "verdict", "did it help", "helped", "helpful", "my verdict", "judgement", "judgment"),
        "help",
    ),
    Field.NEED: ("need", "needed", "was it needed", "necessity", "was ai needed"),
    Field.NET: (
        *("net minutes", "minutes saved", "time saved", "saved minutes", "net", "net time", "saved"),
        *("minutes gained", "hours saved", "net min", "min saved"),
    ),
    Field.TASK: (
        *("task type", "task", "category", "kind of work", "work type", "type of work", "task category"),
        "activity type",
    ),
    Field.TAGS: ("tags", "tag", "labels", "label", "keywords"),
    Field.NOTE: ("note", "notes", "comment", "comments", "remark", "remarks", "my notes"),
    Field.LINK: ("link", "url", "ticket url", "pr", "pull request", "merge request", "links", "permalink"),
}
UNITS: Mapping[str, TimeUnit] = {
    **dict.fromkeys(("ms", "msec", "millis", "milliseconds", "latency"), TimeUnit.MILLISECONDS),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), TimeUnit.SECONDS),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), TimeUnit.HOURS),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), TimeUnit.MINUTES),
}
_AMOUNTS: Mapping[str, str] = {
    "credits": "credit",
    "credit": "credit",
    "requests": "request",
    "points": "point",
    "acus": "ACU",
    "acu": "ACU",
    "units": "unit",
    "coins": "coin",
    "messages": "message",
}


def words_of(name: str) -> Sequence[str]:
    """Return the words of a column's name: `cacheReadTokens` and `Cache read (tokens)` have the same."""
    return _WORDS.findall(_CAMEL.sub(" ", name).lower())


def recognised(names: Iterable[str]) -> Mapping[Field, str]:
    """Return the column of each field, by the names alone; a column is one field at most.

    The name that has the fewest words besides those that say so goes first.
    """
    found = sorted(
        (distance, place, one, name)
        for place, name in enumerate(dict.fromkeys(names))
        for one, distance in _meanings(name)
    )
    columns: dict[Field, str] = {}
    for _, _, one, name in found:
        if one not in columns and name not in columns.values():
            columns[one] = name
    return columns


def time_unit(name: str, usual: TimeUnit = TimeUnit.MINUTES) -> TimeUnit:
    """Return what a column of durations counts, by its name."""
    return next((UNITS[word] for word in words_of(name) if word in UNITS), usual)


def amount_unit(name: str) -> str:
    """Return what a column of amounts counts, by its name."""
    words = words_of(name)
    unit = next((_AMOUNTS[word] for word in words if word in _AMOUNTS), "credit")
    return "premium request" if unit == "request" and "premium" in words else unit


def counts_cache_in(names: Iterable[str]) -> bool:
    """Return whether names are those of an input that holds what was cached, as OpenAI counts it."""
    words = {word for name in names for word in words_of(name)}
    return bool(words & {"prompt", "cached"}) and "uncached" not in words


def _meanings(name: str) -> Iterator[tuple[Field, tuple[int, int]]]:
    """Yield what a name can mean, and how far it is from meaning just that."""
    words = words_of(name[:_LONGEST_NAME])
    if len(words) > _MOST_WORDS:
        return
    for first in dict.fromkeys(words):
        for wanted, one, rank in _BY_FIRST_WORD.get(first, ()):
            rest = len(words) - len(wanted)
            if all(word in words for word in wanted) and (
                rest == 0 or len(wanted) > 1 or _may_have_more(first, rest)
            ):
                yield one, (rest, rank)


def _may_have_more(word: str, rest: int) -> bool:
    """Return whether a single word still says what it says among others; short ones say too little."""
    return rest <= 2 and len(word) > 3 and word not in {"time", "input", "output", "work", "help", "when"}


def _by_first_word() -> Mapping[str, Sequence[tuple[Sequence[str], Field, int]]]:
    found: dict[str, list[tuple[Sequence[str], Field, int]]] = {}
    for one, phrases in _PHRASES.items():
        for rank, phrase in enumerate(phrases):
            words = phrase.split()
            found.setdefault(words[0], []).append((words, one, rank))
    return found


_BY_FIRST_WORD = _by_first_word()
