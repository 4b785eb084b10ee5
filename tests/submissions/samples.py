"""A submission as tests send it in, and what is on its way out because of it."""

from __future__ import annotations

import threading
from typing import Any, Callable, Dict, List, Optional

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.outbox.models import OutboxRow
from bot.settings import settings
from bot.submissions.codes import hash_of, new_code
from bot.submissions.models import SubmissionRow
from bot.submissions.queue import Submission, submission
from bot.submissions.store import submit

EMAIL = "kim@example.se"
TOLD: Dict[str, Any] = {
    "title": "Glasstrutar som gav praktik", "organisation": "Lunds kommun", "place": "Lund",
    "method": "reserved_procurement", "contract_type": "goods", "sector": "livsmedel", "year": 2021,
    "target_groups": "unga, nyanlända och långtidsarbetslösa",
    "requirement": "Leverantören av glasstrutar skulle ta emot tio praktikanter.", "result": "Sju fick jobb.",
    "link": "https://www.lund.se/glasstrutar", "consent": "yes", "contact_name": "Kim", "contact_email": EMAIL,
}  # fmt: skip


def sent_in(code: str = "", **changes: Any) -> int:
    """The id of a new submission; without a code it gets one."""
    code = code or new_code()
    assert submit(code, {**TOLD, **changes}, "web")
    with session_scope() as session:
        identity = session.scalar(sa.select(SubmissionRow.id).where(SubmissionRow.code_hash == hash_of(code)))
        session.execute(sa.delete(OutboxRow))  # the notice that it has come in
    return identity


def now_is(identity: int) -> Submission:
    found = submission(identity)
    assert found is not None
    return found


def with_mail(patch: pytest.MonkeyPatch, **environment: str) -> None:
    """As if there were a mail server; nothing connects to it."""
    chosen = {"GUIDEN_SMTP_URL": "smtp://localhost:2525", "GUIDEN_MAIL_FROM": "Guiden <guiden@example.se>"}
    for name, value in {**chosen, **environment}.items():
        patch.setenv(name, value)
    settings.cache_clear()


def going_out() -> List[Any]:
    """Kind, recipient, subject, text and submission of all messages that wait to be sent, by id."""
    names = ("kind", "recipient", "subject", "text", "submission_id")
    with session_scope() as session:
        return session.execute(sa.select(*(getattr(OutboxRow, name) for name in names)).order_by(OutboxRow.id)).all()


def everything_stored() -> Dict[str, List[tuple]]:
    """The rows of every table, in order."""
    with session_scope() as session:
        bind = session.connection()
        names = sorted(sa.inspect(bind).get_table_names())
        return {name: sorted(map(repr, bind.execute(sa.text(f'SELECT * FROM "{name}"')))) for name in names}


def unchanged_by(work: Callable[[], Any], error: type) -> Any:
    """The error that work ends in; it may not have stored anything."""
    before = everything_stored()
    with pytest.raises(error) as caught:
        work()
    assert everything_stored() == before
    return caught.value


def at_the_same_moment(*work: Callable[[], Any]) -> List[Optional[Exception]]:
    """What each ends in, None when all is well. All have read what is there before any of them writes."""
    all_of_them, met = threading.Barrier(len(work), timeout=30), threading.local()
    outcomes: List[Optional[Exception]] = [None] * len(work)

    def meet(*_: Any) -> None:
        if not getattr(met, "already", False):
            met.already = True
            all_of_them.wait()

    def run(position: int) -> None:
        try:
            work[position]()
        except Exception as error:
            outcomes[position] = error

    sa.event.listen(Session, "before_flush", meet)
    try:
        threads = [threading.Thread(target=run, args=(position,)) for position in range(len(work))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sa.event.remove(Session, "before_flush", meet)
    return outcomes
