"""An entry as it stands in its fields, and the words that it has after they were changed."""

from dataclasses import replace

from aijournal.domain.entry import Entry, EntryWords
from aijournal.ui import phrases
from aijournal.ui.entry_detail.answers import answer_texts
from aijournal.ui.entry_detail.draft import Field, Texts
from aijournal.ui.entry_detail.fact_texts import fact_texts


def texts_of(entry: Entry) -> dict[Field, str]:
    """Return an entry as it stands in the fields."""
    one = entry.interaction
    return {
        Field.TITLE: phrases.plain_line(one.title or ""),
        Field.PROJECT: phrases.plain_line(one.project or ""),
        Field.TASK: phrases.plain_line(one.task or ""),
        Field.TAGS: ", ".join(map(phrases.plain_line, one.tags)),
        **answer_texts(entry.assessment),
        **fact_texts(one),
    }


def words_of(entry: Entry) -> EntryWords:
    """Return the words that an entry has now."""
    one = entry.interaction
    return EntryWords(one.title, one.project, one.task, one.tags)


def revised_words(words: EntryWords, changed: Texts) -> EntryWords:
    """Return words with what was typed in place of what was there; an empty field leaves none."""
    plain = {field: " ".join(text.split()) for field, text in changed.items()}
    return replace(
        words,
        title=plain.get(Field.TITLE, words.title) or None,
        project=plain.get(Field.PROJECT, words.project) or None,
        task=plain.get(Field.TASK, words.task) or None,
        tags=split_tags(plain[Field.TAGS]) if Field.TAGS in plain else words.tags,
    )


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags in a line, which commas part; each once, in their order."""
    return tuple(dict.fromkeys(tag for tag in (part.strip() for part in text.split(",")) if tag))
