"""What says to go on another time, or now, and what only has such words in it."""

from __future__ import annotations

import pytest

from bot.submissions.pausing import goes_on, pauses

PAUSES = """
    Kan vi ta resten i morgon
    jag tar resten sen
    måste tyvärr gå på möte, återkommer
    vi hörs imorgon
    kan vi fortsätta en annan gång?
    pausa formuläret
    Vi pausar här så länge, tack
    vi pausar har sa lange
    jag hinner inte mer nu
    måste gå
    spara till senare
    vi fortsätter på måndag
    jag måste sluta för idag
    skicka in imorgon
    jag vill fortsätta senare
"""
ANSWERS = """
    Kommunens paus
    paus i arbetet
    Kafé Pausen
    Vi tar emot unga nu och en annan gång
    Fortsättning i morgon
    Ta plats i dag
    Vi fortsatte senare med fler platser
    Jag måste gå till jobbet
    skicka
    nu
"""
GOES_ON = {
    "fortsätt": True,
    "ok fortsatt nu": True,
    "ja vi fortsätter": True,
    "jag vill fortsätta på mitt exempel": True,
    "återuppta mitt påbörjade exempel": True,
    "fortsätt listan": False,
    "fortsätt bläddra": False,
    "nu": False,
    "Vi fortsätter att anställa": False,
}


def lines(text: str) -> list:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("text", lines(PAUSES))
def test_another_time(text: str) -> None:
    assert pauses(text)


@pytest.mark.parametrize("text", lines(ANSWERS))
def test_an_answer(text: str) -> None:
    assert not pauses(text)


@pytest.mark.parametrize(("text", "now"), GOES_ON.items())
def test_now(text: str, now: bool) -> None:
    assert goes_on(text) is now
