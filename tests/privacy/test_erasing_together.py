"""Two who erase at the same moment, each what the other one wants next, don't wait for each other for ever."""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, Iterator, List, Optional

import pytest
import sqlalchemy as sa

from bot.database import engine, session_scope
from bot.privacy.erasure import erase
from bot.privacy.retention import erase_outdated
from bot.submissions.drafts import discard
from bot.submissions.models import SubmissionRow
from bot.submissions.publishing import publish
from bot.submissions.withdrawal import withdraw
from tests.privacy import holdings
from tests.privacy.holdings import CODE, OTHER_CODE

pytestmark = pytest.mark.parametrize("each_database", ["postgresql"], indirect=True)

# In the order of their locks.
FIRST, LAST = "web:2", "web:1"
OLD_DAYS = 10_000
Work = Callable[[], Any]


class Meeting:
    """Has each thread, once it holds a conversation, wait before its next lock until the other one has come as far.

    Where it waits for a lock of the first one's is far enough, too.
    """

    def __init__(self) -> None:
        self._locks = threading.local()
        self._here: List[int] = []

    def before(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "pg_advisory_xact_lock" in statement:
            self._locks.asked = getattr(self._locks, "asked", 0) + 1
            if self._locks.asked == 2:
                self._here.append(threading.get_ident())
                self._meet()

    def _meet(self) -> None:
        waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        until = time.monotonic() + 30
        with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while len(self._here) < 2 and not connection.scalar(sa.text(waits)):
                assert time.monotonic() < until, "the other one never came"
                time.sleep(0.01)


@pytest.fixture
def meeting(each_database: str) -> Iterator[Meeting]:
    met = Meeting()
    yield met
    sa.event.remove(engine(), "before_cursor_execute", met.before)


def at_once(meeting: Meeting, *work: Work) -> List[Optional[BaseException]]:
    """What each ends in, None when all is well."""
    outcomes: List[Optional[BaseException]] = [None] * len(work)

    def run(place: int) -> None:
        try:
            work[place]()
        except Exception as error:
            outcomes[place] = error

    sa.event.listen(engine(), "before_cursor_execute", meeting.before)
    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def published(identity: int, code: str, shown_in: str, told_in: str) -> None:
    title = f"Glasblåsning nummer {identity} i Flumsala"
    holdings.add(holdings.submission(identity, code, title=title), holdings.linked(code, told_in))
    publish(identity, {"id": f"glas-{identity}"}, 1, "eva")
    holdings.say(shown_in, "bot", {"text": title})
    holdings.say(told_in, "user", {"text": "Jag har ett exempel."})


def outdated() -> None:
    """Two that were declined long ago, though published once: the first one was shown in the last conversation."""
    for identity, shown_in in ((3, LAST), (4, FIRST)):
        title = f"Fönsterputs nummer {identity} i Flumsala"
        more = {"status": "declined", "example_id": f"puts-{identity}", "title": title}
        holdings.add(holdings.submission(identity, f"HG-0000-0000-000{identity}", OLD_DAYS, **more))
        holdings.say(shown_in, "bot", {"text": f"puts-{identity}"})


def draft_told_in_both() -> None:
    holdings.add(*holdings.draft(OTHER_CODE, FIRST), holdings.linked(OTHER_CODE, LAST))


def publish_elsewhere() -> None:
    publish(5, {"id": "glas-5b"}, 1, "eva")


def waiting_shown_in_both() -> None:
    """It waits for being published anew with another id."""
    holdings.add(holdings.submission(5, OTHER_CODE, example_id="glas-5"))
    for conversation in (FIRST, LAST):
        holdings.say(conversation, "bot", {"text": "glas-5"})


OTHERS = {
    "erase": (lambda: published(2, OTHER_CODE, FIRST, LAST), lambda: erase(OTHER_CODE)),
    "withdraw": (lambda: published(2, OTHER_CODE, FIRST, LAST), lambda: withdraw(OTHER_CODE)),
    "discard": (draft_told_in_both, lambda: discard(OTHER_CODE)),
    "publish elsewhere": (waiting_shown_in_both, publish_elsewhere),
}


@pytest.mark.parametrize("take_away", [erase, withdraw])
@pytest.mark.parametrize(("prepare", "other"), OTHERS.values(), ids=OTHERS)
def test_both_are_done(meeting: Meeting, take_away: Callable[[str], Any], prepare: Work, other: Work) -> None:
    published(1, CODE, LAST, FIRST)
    prepare()
    assert at_once(meeting, lambda: take_away(CODE), other) == [None, None]
    with session_scope() as session:
        assert session.get(SubmissionRow, 1) is None


def test_what_is_outdated_is_erased_meanwhile(meeting: Meeting) -> None:
    published(2, OTHER_CODE, FIRST, LAST)
    outdated()
    assert at_once(meeting, erase_outdated, lambda: erase(OTHER_CODE)) == [None, None]
    with session_scope() as session:
        assert session.scalars(sa.select(SubmissionRow.id)).all() == []
