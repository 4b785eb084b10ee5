"""Whatever order a person says things in, the form never loses or mixes a value, never stops asking, and stores nothing
without "Skicka"."""

from __future__ import annotations

from collections import Counter
from typing import Any, Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from bot.conversations.servers import Servers
from bot.submissions.fields import form
from tests.submissions.answering import Answering, at_decision, in_form
from tests.submissions.answers import FIRST_MESSAGES, INTERRUPTIONS
from tests.submissions.asking import CHANGE, meant
from tests.submissions.stored import Tables
from tests.submissions.walks import Session

WALKS, STEPS = 100, 10
# How many questions a visitor has answered before the walk, as often all of them as any other number.
PREPARED = some.just(len(form())) | some.integers(0, len(form()))
MUST_HAPPEN = {
    "change in words", "change badly", "change by choice", "go back", "skip", "pause", "resume here",
    "resume elsewhere", "speak where it no longer goes on", "start over", "cancel", "send", "send by words",
    "send twice", "old choice in the form", "old choice outside",
}  # fmt: skip

outside = precondition(lambda self: not self.walk.here.example)


class Walking(Answering):
    """Begins, asks in passing, pauses, resumes, starts over, cancels and sends, too."""

    pressed_outside = False  # an old choice, without a form: once is enough

    # -- beginning and going on -----------------------------------------------------------------------

    @initialize(data=some.data(), first=some.sampled_from(FIRST_MESSAGES), count=PREPARED)
    def arrive(self, data: Any, first: Any, count: int) -> None:
        self.start(first)
        for _ in range(count):
            if self.walk.item:
                self.answer(data)

    @outside
    @rule(first=some.sampled_from(FIRST_MESSAGES))
    def start(self, first: Any) -> None:
        text, told = first
        waiting = next((each for each, it in self.walk.examples.items() if it.conversation == self.walk.here.id), None)
        self.walk.say(text)
        if waiting is None:
            self.walk.begun(told)
        else:
            self.walk.resumed(waiting)
            if not self.walk.values:
                self.walk.values.update(told)
        self.walk.check(self.walk.next_question)
        self.did("start")

    @precondition(lambda self: self.another() is not None)
    @rule()
    def start_another_instead(self) -> None:
        self.walk.press(self.another())
        self.walk.begun({})
        self.walk.check(self.walk.next_question)
        self.did("another")

    def another(self) -> Any:
        choices = [choice for message in self.walk.here.visitor.last for choice in message["choices"]]
        return next((choice for choice in choices if meant(choice) == ("submit_example", "new")), None)

    @precondition(lambda self: self.told_codes())
    @rule(data=some.data())
    def resume_here(self, data: Any) -> None:
        self._resume(data)
        self.did("resume here")

    @precondition(lambda self: self.told_codes())
    @rule(data=some.data(), speak_there=some.booleans())
    def resume_elsewhere(self, data: Any, speak_there: bool) -> None:
        before, self.walk.here = self.walk.here, self.walk.new_session()
        self._resume(data)
        self.did("resume elsewhere")
        if speak_there and before.example == self.walk.here.example:
            self.speak_where_it_no_longer_goes_on(before)

    def speak_where_it_no_longer_goes_on(self, session: Session) -> None:
        here, self.walk.here = self.walk.here, session
        self.walk.say("Parkbolaget")
        self.walk.here.example = None
        self.walk.check(None)
        self.walk.here = here
        self.did("speak where it no longer goes on")

    def told_codes(self) -> list:
        return [each for each, example in self.walk.examples.items() if example.code]

    def _resume(self, data: Any) -> None:
        code_hash = data.draw(some.sampled_from(self.told_codes()))
        code = self.walk.examples[code_hash].code
        said = data.draw(some.sampled_from(["fortsätt med {}", "Jag vill fortsätta med mitt exempel {}"]))
        self.walk.say(said.format(data.draw(some.sampled_from([code, code.lower()]))))
        self.walk.resumed(code_hash)
        self.walk.check(self.walk.next_question)

    @precondition(lambda self: self.walk.here.to_go_on)
    @rule(data=some.data())
    def press_go_on(self, data: Any) -> None:
        """The choice that was offered at a pause, perhaps of an example that is sent or cancelled since."""
        code_hash, choice = data.draw(some.sampled_from(self.walk.here.to_go_on))
        self.walk.press(choice)
        if code_hash in self.walk.examples:
            self.walk.resumed(code_hash)
            self.walk.check(self.walk.next_question)
            self.did("press go on")
        else:
            self.walk.check(self.walk.asked)
            self.did("press go on with what is no more")

    # -- in passing -----------------------------------------------------------------------------------

    @in_form
    @rule(interruption=some.sampled_from(INTERRUPTIONS))
    def ask_in_passing(self, interruption: Any) -> None:
        text, kind = interruption
        self.walk.say(text)
        assert kind in {message["kind"] for message in self.walk.here.visitor.last}
        self.walk.check(self.walk.asked)
        self.did("ask in passing")

    @in_form
    @rule(text=some.sampled_from(["hjälp", "upprepa frågan"]))
    def ask_about_the_question(self, text: str) -> None:
        self.walk.say(text)
        self.walk.check(self.walk.asked)
        self.did("help")

    @precondition(lambda self: self.walk.here.offered and not (self.pressed_outside and not self.walk.here.example))
    @rule(data=some.data())
    def press_an_old_choice(self, data: Any) -> None:
        """One of another question than the one that is asked now, or one that would not be offered any more."""
        old = [choice for then, choice in self.walk.here.offered if then != self.walk.asked or self.is_over(choice)]
        if not old:
            return
        self.walk.press(data.draw(some.sampled_from(old)))
        refused = self.walk.here.example and not self.walk.item
        (self.walk.check_refused if refused else self.walk.check)(self.walk.asked)
        self.pressed_outside = self.pressed_outside or not self.walk.here.example
        self.did("old choice in the form" if self.walk.here.example else "old choice outside")

    def is_over(self, choice: Any) -> bool:
        """Whether it was to change what isn't asked any more."""
        _, value = meant(choice)
        return self.walk.asked == CHANGE and value not in self.walk.fields_asked

    # -- ending ---------------------------------------------------------------------------------------

    @in_form
    @rule(text=some.sampled_from(["pausa", "jag vill fortsätta senare"]))
    def pause(self, text: str) -> None:
        self.walk.say(text)
        paused, self.walk.here.example = self.walk.here.example, None
        self.walk.check(None)
        going_on = ("submit_example", {"resume": self.walk.examples[paused].code})
        self.walk.here.to_go_on.append((paused, self.walk.offered(*going_on)))
        self.did("pause")

    @in_form
    @rule()
    def start_over(self) -> None:
        self.walk.say("börja om")
        if self.walk.values:
            self.walk.left()
        self.walk.here.example = None
        self.walk.check(None)
        self.did("start over")

    @in_form
    @rule()
    def cancel(self) -> None:
        changing = self.walk.changing
        self.walk.say("avbryt")
        if changing:
            self.walk.check(self.walk.next_question)
        else:
            self.walk.was_cancelled()
            self.walk.check(None)
            self.did("cancel")

    @at_decision
    @rule(text=some.sampled_from(["skicka", "Ja, skicka in!", "ja"]))
    def say_to_send(self, text: str) -> None:
        self.walk.say(text)
        self.sent("send by words")

    @at_decision
    @rule()
    def press_send(self) -> None:
        self.walk.press(self.walk.offered("inform", "send"))
        self.sent("send")

    @at_decision
    @rule()
    def press_send_twice_at_once(self) -> None:
        self.walk.press_twice_at_once(self.walk.offered("inform", "send"))
        self.sent("send twice")

    def sent(self, how: str) -> None:
        self.walk.was_sent()
        self.walk.check(None)
        self.did(how)


@pytest.fixture
def tables(servers: Servers) -> Iterator[Tables]:
    tables = Tables(servers.database)
    yield tables
    tables.close()


def test_random_walks(servers: Servers, tables: Tables) -> None:
    done: Counter = Counter()
    chosen = settings(
        max_examples=WALKS, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(lambda: Walking(servers, tables, done), settings=chosen)
    assert {f"answer {item.name}" for item in form()} | MUST_HAPPEN <= set(done), done
