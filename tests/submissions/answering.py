"""What a person says to the form's questions: answers, good and bad ones, and changes of earlier answers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bot.conversations.servers import Servers
from bot.submissions.fields import SKIPPED, field_before
from tests.submissions.answers import BAD, CALLED, GOOD
from tests.submissions.asking import CHANGE, DECISION
from tests.submissions.stored import Tables
from tests.submissions.walks import Walk

SENTENCE_ENDS = (".", "!")  # of a correction that is a whole sentence, and no part of the new value

in_form = precondition(lambda self: self.walk.here.example)
at_field = precondition(lambda self: self.walk.here.example and self.walk.item)
at_answered = precondition(lambda self: self.walk.here.example and self.walk.item and self.walk.changing)
at_decision = precondition(lambda self: self.walk.here.example and self.walk.asked == DECISION)
answered_something = precondition(lambda self: self.walk.here.example and self.walk.answered)


class Answering(RuleBasedStateMachine):
    """One visitor of running servers; each rule is something a person does. `done` counts what was."""

    def __init__(self, servers: Servers, tables: Tables, done: Counter) -> None:
        super().__init__()
        self.walk = Walk(servers.address, tables)
        self._done = done

    def did(self, what: str) -> None:
        self._done[what] += 1

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
        name = data.draw(some.sampled_from([*self.walk.fields_asked, *self.walk.given_consent]))
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
        name = data.draw(some.sampled_from(self.walk.fields_asked))
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

    @answered_something
    @rule(data=some.data(), press=some.booleans())
    def change_by_choice(self, data: Any, press: bool) -> None:
        if self.walk.asked != CHANGE:
            self.ask_to_change()
        name = data.draw(some.sampled_from(self.walk.answered))
        if press:
            self.walk.press(self.walk.offered("inform", name))
        else:
            self.walk.say(CALLED[name])
        self.walk.check(name)
        self.did("change by choice")

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
