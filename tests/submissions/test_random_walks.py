"""Whatever order a person says things in, the form never loses or mixes a value, never stops asking, and stores nothing
without "Skicka"."""

from __future__ import annotations

from collections import Counter
from typing import Any, Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from bot.conversations.servers import Servers
from bot.submissions.fields import SKIPPED, asked, field_before, form
from tests.submissions.answers import BAD, CALLED, FIRST_MESSAGES, GOOD, INTERRUPTIONS
from tests.submissions.stored import Tables
from tests.submissions.walks import CHANGE, DECISION, Walk, meant

WALKS, STEPS = 100, 20
LONGEST_PREPARED = len(form())
SENTENCE_ENDS = (".", "!")  # of a correction that is a whole sentence, and no part of the new value

in_form = precondition(lambda self: self.walk.here.example)
outside = precondition(lambda self: not self.walk.here.example)
at_field = precondition(lambda self: self.walk.here.example and self.walk.item)
at_answered = precondition(lambda self: self.walk.here.example and self.walk.item and self.walk.changing)
at_decision = precondition(lambda self: self.walk.here.example and self.walk.asked == DECISION)
at_change = precondition(lambda self: self.walk.here.example and self.walk.asked == CHANGE)


class Walking(RuleBasedStateMachine):
    """One visitor of running servers; each rule is something a person does."""

    def __init__(self, servers: Servers, tables: Tables, done: Counter) -> None:
        super().__init__()
        self.walk = Walk(servers.address, tables)
        self._done = done

    def did(self, what: str) -> None:
        self._done[what] += 1

    # -- beginning and going on -----------------------------------------------------------------------

    @initialize(data=some.data(), first=some.sampled_from(FIRST_MESSAGES), count=some.integers(0, LONGEST_PREPARED))
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
    @rule(data=some.data())
    def resume_elsewhere(self, data: Any) -> None:
        self.walk.here = self.walk.new_session()
        self._resume(data)
        self.did("resume elsewhere")

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

    @precondition(lambda self: self.sessions_left_behind())
    @rule(data=some.data())
    def speak_where_it_no_longer_goes_on(self, data: Any) -> None:
        here, self.walk.here = self.walk.here, data.draw(some.sampled_from(self.sessions_left_behind()))
        self.walk.say("Lunds kommun")
        self.walk.here.example = None
        self.walk.check(None)
        self.walk.here = here
        self.did("speak elsewhere")

    def sessions_left_behind(self) -> list:
        examples = self.walk.examples
        return [
            session
            for session in self.walk.sessions
            if session.example
            and (session.example not in examples or examples[session.example].conversation != session.id)
        ]

    # -- answering ------------------------------------------------------------------------------------

    @at_field
    @rule(data=some.data())
    def answer(self, data: Any) -> None:
        name = self.walk.asked
        answer = data.draw(some.sampled_from(GOOD[name]))
        if answer.pressed:
            choices = self.walk.here.visitor.last[-1]["choices"]
            self.walk.press(next(choice for choice in choices if choice["title"] == answer.said))
        else:
            self.walk.say(answer.said)
        self.walk.kept(name, answer.kept)
        self.walk.noted(answer.besides)
        self.walk.check(self.walk.next_question)
        self.did(f"answer {name}")

    @at_field
    @rule(data=some.data())
    def answer_badly(self, data: Any) -> None:
        self.walk.say(data.draw(some.sampled_from(BAD[self.walk.asked])))
        self.walk.check_refused(self.walk.asked)
        self.did("answer badly")

    @precondition(lambda self: self.walk.here.example and not self.walk.item)
    @rule(text=some.sampled_from(["xyzzy", "kanske"]))
    def decide_badly(self, text: str) -> None:
        self.walk.say(text)
        self.walk.check_refused(self.walk.asked)
        self.did("decide badly")

    @at_field
    @rule(text=some.sampled_from(["hoppa över", "Nästa fråga!", None]))
    def skip(self, text: Any) -> None:
        item, changing = self.walk.item, self.walk.changing
        if text is None and item.optional and not changing:
            self.walk.press(self.walk.offered("inform", {"field": item.name, "do": "skip"}))
        else:
            self.walk.say(text or "skip")
        if item.optional and not changing:
            self.walk.kept(item.name, SKIPPED)
        if item.optional or changing:
            self.walk.check(self.walk.next_question)
        else:
            self.walk.check_refused(item.name)
        self.did("skip")

    # -- changing -------------------------------------------------------------------------------------

    @in_form
    @rule(data=some.data(), how=some.sampled_from(["{} ska vara {}", "ändra {} till {}"]))
    def change_in_words(self, data: Any, how: str) -> None:
        name = data.draw(some.sampled_from([item.name for item in asked(self.walk.values)]))
        whole = [answer for answer in GOOD[name] if not answer.pressed and not answer.said.endswith(SENTENCE_ENDS)]
        answer = data.draw(some.sampled_from(whole))
        before = self.walk.asked
        self.walk.say(how.format(CALLED[name], answer.said))
        still_open = {before} if self.walk.changing and before != name else set()
        self.walk.kept(name, answer.kept)
        self.walk.check(self.walk.next_question, *still_open)
        self.did("change in words")

    @in_form
    @rule(data=some.data())
    def change_badly(self, data: Any) -> None:
        name = data.draw(some.sampled_from([item.name for item in asked(self.walk.values)]))
        self.walk.say(f"{CALLED[name]} ska vara {data.draw(some.sampled_from(BAD[name]))}")
        self.walk.check_refused(name)
        self.did("change badly")

    @precondition(lambda self: self.walk.here.example and self.walk.asked != CHANGE)
    @rule()
    def ask_to_change(self) -> None:
        before = self.walk.asked
        if before == DECISION:
            self.walk.press(self.walk.offered("inform", "change"))
        else:
            self.walk.say("ändra")
        self.walk.check(CHANGE if self.walk.values else before)
        self.did("ask to change")

    @at_change
    @rule(data=some.data(), press=some.booleans())
    def choose_what_to_change(self, data: Any, press: bool) -> None:
        name = data.draw(some.sampled_from(self.walk.answered))
        if press:
            self.walk.press(self.walk.offered("inform", name))
        else:
            self.walk.say(CALLED[name])
        self.walk.check(name)
        self.did("choose what to change")

    @in_form
    @rule(text=some.sampled_from(["backa", "Tillbaka!"]))
    def go_back(self, text: str) -> None:
        before = field_before(self.walk.item, self.walk.values)
        self.walk.say(text)
        self.walk.check(before.name if before else self.walk.asked)
        self.did("go back")

    @at_answered
    @rule(press=some.booleans())
    def keep_as_it_is(self, press: bool) -> None:
        if press:
            self.walk.press(self.walk.offered("inform", {"field": self.walk.asked, "do": "keep"}))
        else:
            self.walk.say("behåll")
        self.walk.check(self.walk.next_question)
        self.did("keep")

    @at_answered
    @rule(press=some.booleans())
    def take_the_answer_away(self, press: bool) -> None:
        item = self.walk.item
        if press and item.optional and self.walk.values[item.name] != SKIPPED:
            self.walk.press(self.walk.offered("inform", {"field": item.name, "do": "skip"}))
        else:
            self.walk.say("ta bort")
        if item.optional:
            self.walk.kept(item.name, SKIPPED)
            self.walk.check(self.walk.next_question)
        else:
            self.walk.check_refused(item.name)
        self.did("take away")

    # -- in passing -----------------------------------------------------------------------------------

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

    @precondition(lambda self: self.walk.here.offered)
    @rule(data=some.data())
    def press_an_old_choice(self, data: Any) -> None:
        """One of another question than the one that is asked now."""
        old = [choice for then, choice in self.walk.here.offered if then != self.walk.asked]
        if not old:
            return
        self.walk.press(data.draw(some.sampled_from(old)))
        refused = self.walk.here.example and not self.walk.item
        (self.walk.check_refused if refused else self.walk.check)(self.walk.asked)
        self.did("old choice in the form" if self.walk.here.example else "old choice outside")

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
    @rule(how=some.sampled_from(["skicka", "Ja, skicka in!", "press", "press twice"]))
    def send(self, how: str) -> None:
        if how.startswith("press"):
            press = self.walk.press if how == "press" else self.walk.press_twice_at_once
            press(self.walk.offered("inform", "send"))
        else:
            self.walk.say(how)
        self.walk.was_sent()
        self.walk.check(None)
        self.did("send")


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
    print(done)
