"""An example's entry as it may be published, read out of a submission: an editor only has to look it over."""

from __future__ import annotations

import itertools
import re
from typing import Any, Dict, Iterator, List, Mapping, Optional

import sqlalchemy as sa

from bot.database import session_scope, today
from bot.knowledge.editing import NoSuchEntry
from bot.knowledge.entries import MAX_ITEMS, MAX_PHRASE
from bot.knowledge.fields import id_of, id_words
from bot.knowledge.history import versions
from bot.knowledge.kinds import EXAMPLES
from bot.knowledge.own_pages import own_page
from bot.knowledge.plain import from_json
from bot.submissions.models import SubmissionRow
from bot.submissions.parsing import Value
from bot.submissions.queue import Submission, place_columns
from bot.swedish import entities
from bot.swedish.text import STOPWORDS, words

OTHER = "other"
_BETWEEN_PHRASES = re.compile(r"\s*[,;/]\s*(?:(?:och|samt)\s+)?|\s+(?:och|samt)\s+")


def suggested_example(submission: Submission) -> Dict[str, Any]:
    """The fields of the entry as publishing takes them, all of bot.knowledge.entries.Example's.

    What was published before is as it was then: an editor has looked that over, and not what was sent in.
    """
    identity = submission.example_id or _free_id(submission)
    return {
        "id": identity,
        **as_example(submission.fields),
        "source_url": submission.fields["link"] or own_page(identity),
        "source_title": submission.title,
        "source_date": today(),
        **_last_published(submission.example_id),
        "checked": today(),
    }


def _last_published(example_id: Optional[str]) -> Dict[str, Any]:
    if example_id is None:
        return {}
    try:
        return from_json(EXAMPLES, versions(EXAMPLES.name, example_id)[0].fields)
    except NoSuchEntry:  # erased while this was read
        return {}


def as_example(told: Mapping[str, Optional[Value]]) -> Dict[str, Any]:
    """What the form's values, by the names of its fields, say in an entry; one that isn't told is empty."""

    def text(name: str) -> str:
        return str(told.get(name) or "")

    about = f"{text('title')}\n{text('requirement')}"
    return {
        **{name: told.get(name) or None for name in _AS_TOLD},
        **place_columns(text("place")),
        "organisation_type": None,
        "sectors": _found("sector", text("sector")) or _found("sector", about),
        "target_groups": phrases(text("target_groups")),
        "target_group_types": _target_group_types(text("target_groups"), about),
        "requirement_types": _found("requirement_type", about),
        "partners": [],
        "search_phrases": [],
    }


_AS_TOLD = ("title", "organisation", "year", "method", "contract_type", "sector", "requirement", "result")


def phrases(text: str) -> List[str]:
    """What a text lists: "unga, nyanlända och långtidsarbetslösa" is three."""
    found = (phrase.strip(" .")[:MAX_PHRASE] for phrase in _BETWEEN_PHRASES.split(text))
    return list(dict.fromkeys(filter(None, found)))[:MAX_ITEMS]


def _target_group_types(listed: str, text: str) -> List[str]:
    """Those of the groups listed, each that is of no known type being another; without one the text's."""
    if not _found("target_group", listed):
        return _found("target_group", text) or [OTHER]
    return list(dict.fromkeys(each for phrase in phrases(listed) for each in _found("target_group", phrase) or [OTHER]))


def _found(kind: str, text: str) -> List[str]:
    said = [entity.value for entity in entities.find(text) if entity.kind == kind and not entity.negated]
    return list(dict.fromkeys(said))


def _free_id(submission: Submission) -> str:
    wished = slug(str(submission.fields["place"]), submission.title)
    numbered = (f"{wished}-{number}" for number in itertools.count(2))
    return next(identity for identity in itertools.chain([wished], numbered) if _is_free(identity))


def slug(place: str, title: str) -> str:
    """Place and the words of the title that say something: "lund-praktikplatser-stadavtalet"."""
    where = id_words(place)
    return id_of([*where, *(word for word in id_words(" ".join(_telling(title))) if word not in where)])


def _telling(title: str) -> Iterator[str]:
    return (word for word in words(title) if word not in STOPWORDS)


def _is_free(identity: str) -> bool:
    """Whether no example has, or had, that id, and no other submission is to have it again."""
    with session_scope() as session:
        if session.scalar(sa.select(SubmissionRow.id).where(SubmissionRow.example_id == identity)) is not None:
            return False
    try:
        versions("example", identity)
    except NoSuchEntry:
        return True
    return False
