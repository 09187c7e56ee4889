"""Everything that goes into a report for a review, before a format is chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aijournal.analysis.mirror import Mirror
from aijournal.analysis.summary import Report
from aijournal.domain.kept_trial import AI_OFF, AI_ON
from aijournal.domain.review import OwnWords
from aijournal.domain.task_words import COMMON_TASKS
from aijournal.export.aliases import Aliases, AliasKind, aliases_for
from aijournal.export.document import NO_WORDS, REDACTED, Document, review_document
from aijournal.export.redaction import Redaction


@dataclass(frozen=True, slots=True)
class Review:
    """A report, what of it is told, and what it says in that way."""

    report: Report
    redaction: Redaction
    aliases: Aliases
    document: Document


def review(
    report: Report,
    names: Mapping[AliasKind, Iterable[str]],
    redaction: Redaction = REDACTED,
    words: OwnWords = NO_WORDS,
    mirror: Mirror | None = None,
) -> Review:
    """Return a report as it may leave the journal, whose `names` are told by aliases unless asked for.

    Names come in the order in which their aliases are lettered. The questions of `mirror` are told where the
    redaction lets them through.
    """
    known = {AliasKind.TASK: COMMON_TASKS, AliasKind.ARM: (AI_OFF, AI_ON)}
    aliases = aliases_for(names, redaction.told, known)
    return Review(report, redaction, aliases, review_document(report, aliases, redaction, words, mirror))
