"""A visitor's walk through the form, beside a model of what must be kept and asked at every step of it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Set, Tuple

from bot.conversations.client import WebVisitor
from bot.conversations.runner import told_code
from bot.submissions.codes import hash_of
from bot.submissions.fields import Field, asked, named, next_field
from tests.submissions.answers import Kept
from tests.submissions.asking import CHANGE, DECISION, Message, asked_in, meant
from tests.submissions.stored import CONTACT, Tables, as_submitted

CODE = r"HG(?:-\w{4}){3}"
REFUSALS_BEFORE_A_PERSON = 3


@dataclass
class Example:
    """One that is being told. `conversation` is where it goes on, empty when only its code leads to it."""

    values: Dict[str, Kept]
    conversation: str
    told_in: Set[str]
    code: str = ""


@dataclass
class Session:
    """A conversation. `example` is the hash of the one that its form is about, None when there is no form.

    `offered` has what was asked with each choice that the form has ever offered in it, `to_go_on` an example's hash
    with the choice to go on with it.
    """

    visitor: WebVisitor
    example: Optional[str] = None
    asked: Optional[str] = None
    refusals: int = 0
    offered: List[Tuple[Optional[str], Message]] = field(default_factory=list)
    to_go_on: List[Tuple[str, Message]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.visitor.conversation


class Walk:
    """`say`, `press` and the like act; the rest says what must have come of it, and `check` looks whether it has."""

    def __init__(self, address: str, tables: Tables) -> None:
        self._address, self._tables = address, tables
        self._before = tables.counts()
        self.examples: Dict[str, Example] = {}
        self.sent: Dict[str, Dict[str, Kept]] = {}
        self._told_in: Dict[str, Set[str]] = {}
        self._cancelled: Set[str] = set()
        self.sessions: List[Session] = []
        self.here = self.new_session()

    # -- acting ---------------------------------------------------------------------------------------

    def new_session(self) -> Session:
        self.sessions.append(Session(WebVisitor(self._address)))
        return self.sessions[-1]

    def say(self, text: str) -> None:
        self.here.visitor.say(text)

    def press(self, choice: Message) -> None:
        self.here.visitor.choose(choice["id"])

    def press_twice_at_once(self, choice: Message) -> None:
        """The later answer, if it is one to the second, may only say that it is over."""
        with ThreadPoolExecutor(2) as both:
            for answer in [both.submit(self.here.visitor.choose, choice["id"]) for _ in range(2)]:
                assert answer.result()

    def offered(self, intent: str, value: Any) -> Message:
        """The choice in the last turn that stands for this."""
        choices = [choice for message in self.here.visitor.last for choice in message["choices"]]
        return next(choice for choice in choices if meant(choice) == (intent, value))

    # -- what must be the case ------------------------------------------------------------------------

    @property
    def asked(self) -> Optional[str]:
        return self.here.asked

    @property
    def item(self) -> Optional[Field]:
        """The field that is asked for."""
        return named(self.here.asked or "")

    @property
    def example(self) -> Example:
        return self.examples[self.here.example or ""]

    @property
    def values(self) -> Dict[str, Kept]:
        return self.example.values

    @property
    def next_question(self) -> str:
        """What is asked when nothing is to be changed."""
        item = next_field(self.values)
        return item.name if item else DECISION

    @property
    def changing(self) -> bool:
        return self.asked == CHANGE or self.asked in self.values

    @property
    def fields_asked(self) -> List[str]:
        return [item.name for item in asked(self.values)]

    @property
    def given_consent(self) -> List[str]:
        """Consent, several times, when it has been given: what follows from taking it back should be seen often."""
        return ["consent"] * (10 if self.values.get("consent") == "yes" else 0)

    @property
    def answered(self) -> List[str]:
        return [name for name in self.fields_asked if name in self.values]

    def kept(self, name: str, value: Kept) -> None:
        self.values[name] = value
        self.here.refusals = 0
        if name == "consent" and value == "no":
            for each in CONTACT:
                self.values.pop(each, None)

    def noted(self, besides: Mapping[str, Kept]) -> None:
        """What was told without being asked for, unless it was told before."""
        self.example.values = {**besides, **self.values}

    def begun(self, values: Mapping[str, Kept]) -> None:
        """A new example, in a draft of its own."""
        new = set(self._tables.drafts((), [self.here.id])) - set(self.examples)
        assert len(new) == 1, self.here.visitor.last
        self._goes_on_nowhere()
        self.here.example = new.pop()
        self.examples[self.here.example] = Example(dict(values), self.here.id, {self.here.id})
        self.here.refusals = 0

    def resumed(self, code_hash: str) -> None:
        if self.examples[code_hash].conversation != self.here.id:
            self._goes_on_nowhere()
        self.here.example, self.here.refusals = code_hash, 0
        self.example.conversation = self.here.id
        self.example.told_in.add(self.here.id)

    def left(self) -> None:
        """Only its code leads to the example of this conversation."""
        self.example.conversation = ""
        self.here.example = None

    def was_cancelled(self) -> None:
        assert self.here.example is not None
        del self.examples[self.here.example]
        self._cancelled.add(self.here.example)
        self.here.example = None

    def was_sent(self) -> None:
        assert self.here.example is not None
        assert hash_of(told_code(self.here.visitor.all[-4:])) == self.here.example, self.here.visitor.last
        example = self.examples.pop(self.here.example)
        self.sent[self.here.example] = as_submitted(self.here.example, example.values)
        self._told_in[self.here.example] = example.told_in
        self.here.example = None

    def _goes_on_nowhere(self) -> None:
        for example in self.examples.values():
            if example.conversation == self.here.id:
                example.conversation = ""

    # -- whether it is --------------------------------------------------------------------------------

    def check(self, *may_be_asked: Optional[str]) -> None:
        """All that must hold after a step, and that one of these is what is asked now."""
        messages = self.here.visitor.last
        assert messages and all(message["text"].strip() for message in messages), messages
        assert "error" not in {message["kind"] for message in messages}, messages
        may_be = {*may_be_asked, *self._instead_of(may_be_asked)}
        self.here.asked = asked_in(messages)
        assert self.here.asked in may_be, (may_be, messages)
        goes_on = self.here.asked or any(message["choices"] or message["sources"] for message in messages)
        assert goes_on, ("a dead end", messages)
        self.here.offered += [(self.here.asked, choice) for choice in messages[-1]["choices"] if self.here.asked]
        self._heed_codes(messages)
        self.check_stored()

    def _instead_of(self, may_be_asked: Tuple[Optional[str], ...]) -> Set[str]:
        """A question that was asked before its turn may wait for it."""
        ahead = self.here.example and self.item and self.asked not in self.values
        return {self.next_question} if ahead and self.asked in may_be_asked else set()

    def _heed_codes(self, messages: List[Message]) -> None:
        """Who has told something can always get back to it: in the conversation, or by a code that was told."""
        for code in re.findall(CODE, "\n".join(message["text"] for message in messages)):
            if hash_of(code) in self.examples:
                self.examples[hash_of(code)].code = code
        for example in self.examples.values():
            assert example.conversation or example.code or not example.values, ("lost", example, messages)

    def check_refused(self, *may_be_asked: Optional[str]) -> None:
        """As `check`; the third refusal in a row offers a person."""
        self.here.refusals += 1
        if self.here.refusals == REFUSALS_BEFORE_A_PERSON:
            self.here.refusals = 0
            assert "handover" in {message["kind"] for message in self.here.visitor.last}, self.here.visitor.last
        self.check(*may_be_asked)

    def check_stored(self) -> None:
        hashes = {*self.examples, *self.sent, *self._cancelled}
        conversations = {session.id for session in self.sessions}
        wanted = {code_hash: (each.values, each.conversation) for code_hash, each in self.examples.items()}
        found = self._tables.drafts(hashes, conversations)
        assert found == wanted, (found, wanted)
        submissions = self._tables.submissions(hashes)
        assert len(submissions) == len(self.sent), (submissions, self.sent)
        for row in submissions:
            sent = self.sent[row["code_hash"]]
            assert {name: row[name] for name in sent} == sent, (row, sent)
        told_in = {**{code: example.told_in for code, example in self.examples.items()}, **self._told_in}
        pairs = {(code_hash, conversation) for code_hash, where in told_in.items() for conversation in where}
        assert self._tables.told_in(hashes, conversations) == pairs
        drafts, sent = self._before
        assert self._tables.counts() == (drafts + len(self.examples), sent + len(self.sent))
