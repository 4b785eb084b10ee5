"""A message is one process's at a time, is begun a few times at most, and is gone when it is answered or erased."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, List

from bot.database import engine, session_scope
from bot.inbox import store
from bot.privacy.erasure import erase
from bot.privacy.held import held
from tests.inbox.leaving import leave, left, let_pass, put
from tests.privacy import holdings


def said(messages: List[store.Message]) -> List[str]:
    return [message.message for message in messages]


def test_what_comes_twice_is_there_once(each_database: str) -> None:
    put("slack:1", "hej")
    assert store.put("slack", "slack:1", "hej", {}, "other") is None
    assert [(row.message, row.work, row.tries) for row in left()] == [("hej", {"text": "hej"}, 1)]


def test_only_the_first_of_a_conversation_is_begun_at_once(each_database: str) -> None:
    first, second, other = put("slack:1", "ett"), put("slack:1", "två"), put("slack:2", "tre")
    assert [each.begun for each in (first, second, other)] == [True, False, True]
    assert not store.is_next(second)
    store.done("dead", [first.id])
    assert store.is_next(second) and store.begin(second, second.message) is False
    assert store.begin(second, "dead") and [row.tries for row in left()] == [1, 1]


def test_nobody_takes_what_is_being_carried_out(each_database: str) -> None:
    kept, lost = put("slack:1", "ett", by="living"), put("slack:2", "två")
    put("teams:1", "tre")
    let_pass(8)
    store.renew("living", [kept.id, lost.id])
    let_pass(5)
    assert said(store.claim("slack", "me").messages) == ["två"]
    assert store.claim("slack", "other").messages == []
    let_pass()
    assert said(store.claim("slack", "other").messages) == ["ett", "två"]
    assert not store.begin(kept, "living")


def test_of_several_one_gets_each(each_database: str) -> None:
    for number in range(20):
        leave(f"slack:{number}", str(number))
    with ThreadPoolExecutor(4) as threads:
        claimed = list(threads.map(lambda each: store.claim("slack", f"process {each}").messages, range(4)))
    assert sorted(int(name) for each in claimed for name in said(each)) == list(range(20))
    engine().dispose()


def test_each_process_that_dies_with_it_has_begun_it_once(each_database: str) -> None:
    put("slack:1", "hej")
    for process in ("second", "third"):
        let_pass()
        (message,) = store.claim("slack", process).messages
        assert store.begin(message, process)
    let_pass()
    assert said(store.claim("slack", "fourth").given_up) == ["hej"] and left() == []


def test_what_is_begun_too_often_is_given_up(each_database: str) -> None:
    """And nothing that was only beside it."""
    leave("slack:killer", "sista", tries=store.MOST_TRIES)
    leave("slack:1", "nästan", tries=store.MOST_TRIES - 1)
    leave("slack:2", "nästan också", tries=store.MOST_TRIES - 1)
    leave("slack:3", "oskyldig", tries=1)
    looks = [store.claim("slack", "me") for _ in range(4)]
    assert [said(look.messages) for look in looks] == [["nästan"], ["nästan också"], ["oskyldig"], []]
    assert [said(look.given_up) for look in looks] == [["sista"], [], [], []]
    assert "sista" not in [row.message for row in left()]


def test_what_is_released_is_free_at_once_and_was_not_begun(each_database: str) -> None:
    mine, other = put("slack:1", "ett", by="me"), put("slack:2", "två")
    store.release("me", [mine.id, other.id])
    assert [row.tries for row in left()] == [0, 1]
    assert said(store.claim("slack", "other").messages) == ["ett"]


def test_what_another_has_taken_over_is_its_to_take_out(each_database: str) -> None:
    lost, mine = put("slack:1", "ett", by="me"), put("slack:2", "två", by="me")
    store.release("me", [lost.id])
    store.claim("slack", "other")
    store.done("me", [lost.id, mine.id])
    assert [row.message for row in left()] == ["ett"]


def test_what_is_erased_is_not_begun(each_database: str) -> None:
    message = put("slack:1", "ett")
    put("slack:2", "två")
    with session_scope() as session:
        assert store.erase(session, ["slack:1"]) == 1
    assert [row.message for row in left()] == ["två"] and not store.begin(message, "dead")


def test_what_comes_after_somebody_asked_to_be_forgotten_still_waits(each_database: str) -> None:
    """The question itself goes when it is answered; what came before it has been answered."""
    holdings.add(*holdings.draft(conversation="slack:1"), holdings.linked(holdings.CODE, "slack:2"))
    holdings.say("slack:1", "user", {"text": "Flumsala i maj"})
    asked, later = put("slack:1", "radera allt", by="me"), put("slack:1", "hej igen", by="me")
    put("slack:2", "från Flumsala")
    assert erase(holdings.CODE, asked_in="slack:1").counts["inbox"] == 1
    store.done("me", [asked.id])
    assert [row.message for row in left()] == ["hej igen"] and store.begin(later, "me")
    assert holdings.stored_words() == []


def test_what_waits_is_told_and_erased_with_a_code(database: str) -> None:
    holdings.add(*holdings.draft(conversation="slack:1"))
    put("slack:1", "a", {"text": "Flumsala i maj", "who": "x"})
    put("slack:1", "b", {"text": '/inform{"choice": 1}', "title": "Lund"})
    put("slack:2", "c")
    told: Any = held(holdings.CODE)["meddelanden som väntar på svar"]
    assert [each["text"] for each in told] == ["Flumsala i maj", "Lund"]
    assert erase(holdings.CODE).counts["inbox"] == 2
    assert [row.message for row in left()] == ["c"] and holdings.stored_words() == []
