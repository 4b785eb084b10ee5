"""Tell whether an example has been told before: by the page it links to, or by place, year and what it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.knowledge.retrieval.candidates import passing, pool
from bot.knowledge.retrieval.documents import document
from bot.knowledge.retrieval.fulltext import Hit
from bot.knowledge.retrieval.query import Filters, Query
from bot.knowledge.retrieval.ranking import LITERAL, Weigher, Word
from bot.knowledge.store import example_addresses, examples
from bot.submissions.likeness import LIKELY, likeness, reasons
from bot.submissions.links import page, same_page, site
from bot.submissions.models import SubmissionRow
from bot.submissions.parsing import Value
from bot.submissions.queue import values_of
from bot.submissions.suggesting import as_example
from bot.swedish.standard import terms

KIND = "example"
MOST_WORDS = 80
Values = Mapping[str, Optional[Value]]


@dataclass(frozen=True)
class Likely:
    """`kind` is example or submission, `id` a text or a number accordingly.

    `likeness` is between 0 and 1, and `why` a sentence in Swedish.
    """

    kind: str
    id: Any
    title: str
    likeness: float
    why: str


class _Other(NamedTuple):
    """What may be the same: the fields of an entry of the kind example, and its words as search reads them."""

    kind: str
    id: Any
    fields: Mapping[str, Any]
    hit: Optional[Hit]


def likely(values: Values, besides: Optional[int] = None) -> List[Likely]:
    """Published examples and waiting submissions that are likely the same, the likeliest first.

    `values` are the form's by field name, of a submission that has the id `besides` if it has been sent in.
    """
    told = _fields(values)
    with session_scope() as session:
        words = _words(session, told)
        found = [*_published(session, told, words), *_waiting(session, told)]
        own = _own(session, besides) if besides is not None else ()
    return _likely(told, words, [each for each in found if each.id not in own])


def likely_examples(values: Values) -> List[Likely]:
    """As `likely`, of what everybody may see."""
    told = _fields(values)
    with session_scope() as session:
        words = _words(session, told)
        found = _published(session, told, words)
    return _likely(told, words, found)


def _fields(values: Values) -> Dict[str, Any]:
    return {**as_example(values), "source_url": values.get("link") or None}


def _words(session: Session, told: Mapping[str, Any]) -> List[Word]:
    """What is told, but for where: each word by how rare it is among the published examples."""
    where = terms(f"{told['municipality'] or ''} {told['region'] or ''}")
    texts = (told["title"], told["requirement"], told["result"], told["sector"], *told["target_groups"])
    said = [term for term in terms("\n".join(filter(None, texts))) if term not in where][:MOST_WORDS]
    words = Weigher(session.connection(), KIND, said, ()).words(said)
    # A waiting submission may have words that no published example has.
    return [replace(word, ways=(*word.ways, (frozenset({word.token}), LITERAL))) for word in words]


def _own(session: Session, identity: int) -> Sequence[Any]:
    """The submission's own id and its example's."""
    return identity, session.scalar(sa.select(SubmissionRow.example_id).where(SubmissionRow.id == identity))


# -- what may be the same ----------------------------------------------------------------------------


def _published(session: Session, told: Mapping[str, Any], words: Sequence[Word]) -> List[_Other]:
    """Examples with most of what is told, in the region and anywhere, and those that link to the same page."""
    filters: List[Filters] = [*([{"region": [told["region"]]}] if told["region"] else []), {}]
    connection = session.connection()
    most = Weigher(connection, KIND, (), ()).entries
    pools = [pool(connection, passing(KIND, Query(filters=each), each), most, (), words) for each in filters]
    hits = {hit.id: hit for each in pools for hit in each.hits}
    link = told["source_url"]
    addresses = example_addresses(site(link)) if page(link) else {}
    linking = [identity for identity, address in addresses.items() if same_page(address, link)]
    found = examples(list(dict.fromkeys([*hits, *linking])))
    return [_Other("example", each.id, vars(each), hits.get(each.id)) for each in found]


def _waiting(session: Session, told: Mapping[str, Any]) -> List[_Other]:
    """Submissions of the same region, and those that link to the same page."""
    near = sa.or_(SubmissionRow.region == told["region"], SubmissionRow.link.is_not(None))
    found: List[_Other] = []
    for row in session.scalars(sa.select(SubmissionRow).where(SubmissionRow.status == "pending", near)):
        if row.region == told["region"] or same_page(row.link, told["source_url"]):
            fields = _fields(values_of(row))
            read = document(KIND, {**fields, "id": str(row.id)})
            hit = Hit(read.id, read.year, "\n".join(read.fields), read.letters)
            found.append(_Other("submission", row.id, fields, hit))
    return found


# -- what is ------------------------------------------------------------------------------------------


def _likely(told: Mapping[str, Any], words: Sequence[Word], others: Sequence[_Other]) -> List[Likely]:
    compared = [_compared(told, each, _share(words, each.hit)) for each in others]
    found = [each for each in compared if each.likeness >= LIKELY]
    return sorted(found, key=lambda each: (-each.likeness, each.kind, each.title))


def _share(words: Sequence[Word], hit: Optional[Hit]) -> float:
    """How much of the words' weight a text has, in any way that search would find them."""
    said = frozenset(hit.fields.split()) if hit else frozenset()
    had = (word.weight * max((share for tokens, share in word.ways if tokens <= said), default=0.0) for word in words)
    return sum(had) / (sum(word.weight for word in words) or 1.0)


def _compared(told: Mapping[str, Any], other: _Other, share: float) -> Likely:
    like, why = likeness(told, other.fields, share), reasons(told, other.fields, share)
    return Likely(other.kind, other.id, other.fields["title"], like, why)
