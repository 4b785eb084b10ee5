"""What the database of running servers holds of some conversations' examples."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Set, Tuple

import sqlalchemy as sa

from bot.submissions.fields import SKIPPED
from bot.submissions.models import CodeConversationRow, DraftRow, SubmissionRow
from bot.submissions.queue import FIELDS

Row = Dict[str, Any]

PLACES: Dict[str, Tuple[Any, str]] = {
    "Lund": ("Lund", "Region Skåne"),
    "Malmö": ("Malmö", "Region Skåne"),
    "Region Skåne": (None, "Region Skåne"),
    "Örebro": ("Örebro", "Region Örebro län"),
    "Upplands Väsby": ("Upplands Väsby", "Region Stockholm"),
}
CONTACT = ("contact_name", "contact_email")


class Tables:
    """Reads as another process: what it sees has been committed."""

    def __init__(self, database: str) -> None:
        self._engine = sa.create_engine(database, future=True)

    def close(self) -> None:
        self._engine.dispose()

    def drafts(self, hashes: Iterable[str], conversations: Iterable[str]) -> Dict[str, Tuple[Row, str]]:
        """Values and conversation by the code's hash."""
        found = self._rows(DraftRow, _either(DraftRow, hashes, conversations))
        return {row["code_hash"]: (row["values"], row["conversation"]) for row in found}

    def told_in(self, hashes: Iterable[str], conversations: Iterable[str]) -> Set[Tuple[str, str]]:
        """The code's hash and the conversation, for each conversation that an example was told in."""
        found = self._rows(CodeConversationRow, _either(CodeConversationRow, hashes, conversations))
        return {(row["code_hash"], row["conversation"]) for row in found}

    def submissions(self, hashes: Iterable[str]) -> List[Row]:
        return self._rows(SubmissionRow, SubmissionRow.code_hash.in_(list(hashes)))

    def counts(self) -> Tuple[int, int]:
        """How many drafts and submissions there are in all."""
        with self._engine.connect() as connection:
            return tuple(
                connection.scalar(sa.select(sa.func.count()).select_from(row.__table__))
                for row in (DraftRow, SubmissionRow)
            )

    def _rows(self, row: Any, wanted: Any) -> List[Row]:
        with self._engine.connect() as connection:
            return [dict(each._mapping) for each in connection.execute(sa.select(row.__table__).where(wanted))]


def _either(row: Any, hashes: Iterable[str], conversations: Iterable[str]) -> Any:
    return sa.or_(row.code_hash.in_(list(hashes)), row.conversation.in_(list(conversations)))


def as_submitted(code_hash: str, values: Mapping[str, Any]) -> Row:
    """What a new submission of these values has in its columns."""
    municipality, region = PLACES[values["place"]]
    names = [name for name in FIELDS if name != "place"] + (list(CONTACT) if values["consent"] == "yes" else [])
    told = {name: None if values[name] == SKIPPED else values[name] for name in names}
    places = {"municipality": municipality, "region": region}
    return {**dict.fromkeys(CONTACT), **told, **places, "code_hash": code_hash, "status": "pending", "channel": "web"}
