"""Whatever a submission says, it is text on every page."""

from __future__ import annotations

from typing import Any, Dict

import pytest
import sqlalchemy as sa

from bot.database import session_scope
from bot.submissions import editing
from bot.submissions.codes import hash_of, new_code
from bot.submissions.models import SubmissionRow
from tests.review.conftest import ClientAs
from tests.review.page_forms import send
from tests.submissions.samples import sent_in

FORMS = ("edit", "ask", "decline", "publish", "unpublish")
MARKUP = '<script>alert(1)</script><b>fet</b> & "citat" {{ 7 * 7 }} \' javascript:alert(1)'


@pytest.mark.parametrize("status", ["pending", "published", "declined"])
def test_markup_in_every_field_stays_text(app: Any, client_as: ClientAs, status: str) -> None:
    code = new_code()
    identity = sent_in(code, link="javascript:alert(1)")
    editing.ask(identity, MARKUP, 1, MARKUP)
    editing.answer_editor(hash_of(code), MARKUP)
    names = ("title", "organisation", "sector", "target_groups", "requirement", "result", "contact_name",
             "contact_email", "changed_by")  # fmt: skip
    columns: Dict[str, Any] = {**dict.fromkeys(names, MARKUP), "status": status}
    if status == "declined":
        columns |= {"decline_reason": MARKUP, "decided_by": MARKUP}
    with session_scope() as session:
        session.execute(sa.update(SubmissionRow).where(SubmissionRow.id == identity).values(**columns))
    client = client_as("editor")
    paths = ["/", "/submissions", f"/submissions?status={status}", f"/submissions/{identity}"]
    paths += [f"/submissions/{identity}/{what}" for what in FORMS]
    pages = [client.get(path, follow_redirects=True).text for path in paths]
    if status == "pending":
        pages.append(send(client, f"/submissions/{identity}/publish", pages[-2], source_url="https://x.se").text)
        assert "Publicera exemplet?" in pages[-1]
        pages.append(send(client, f"/submissions/{identity}/edit", pages[4], revision="1", seen="{}").text)
    for page in pages:
        assert "<script>alert" not in page and "<b>fet" not in page and 'href="javascript' not in page
        assert "&lt;script&gt;alert(1)" in page or status != "pending"
        assert "> 49 <" not in page and " 49 '" not in page
