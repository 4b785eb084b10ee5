"""`guiden doctor` sees messages that don't get out."""

from __future__ import annotations

from typing import Tuple

import pytest

from bot.doctor import examine
from bot.outbox import store
from bot.settings import settings
from tests.outbox.messages import SECRETS, let_pass, put


def said_of_the_outbox() -> Tuple[bool, str]:
    (finding,) = [finding for finding in examine(settings()) if "tkorgen" in finding.text]
    assert not any(secret in finding.text for secret in SECRETS)
    return finding.well, finding.text


def test_an_outbox_that_empties_itself_is_well(outbox: str) -> None:
    assert said_of_the_outbox() == (True, "Utkorgen fungerar (0 meddelanden väntar på att skickas).")
    put(number=2)
    assert said_of_the_outbox() == (True, "Utkorgen fungerar (2 meddelanden väntar på att skickas).")


def test_stuck_messages_are_told_with_why(outbox: str) -> None:
    put()
    claimed = store.claim(["email"])
    assert claimed is not None
    store.failed(claimed, "mejlservern svarar 554", 1.0)
    let_pass(hours=2)
    put()
    well, text = said_of_the_outbox()
    assert not well
    assert text.startswith("1 av 2 meddelanden i utkorgen har väntat mer än en timme (mejlservern svarar 554).")


def test_a_deliverer_that_never_ran_is_told(outbox: str) -> None:
    put()
    let_pass(hours=2)
    well, text = said_of_the_outbox()
    assert not well and "inget försök har gjorts" in text and "guiden deliver" in text


@pytest.mark.usefixtures("empty_database")
def test_an_outbox_that_cannot_be_read_is_told() -> None:
    assert said_of_the_outbox() == (False, "Utkorgen går inte att läsa. Kör guiden migrate.")
