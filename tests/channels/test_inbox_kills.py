"""What Slack and Teams were told has come is answered, whatever process is killed meanwhile; each turn once."""

from __future__ import annotations

import contextlib
import json
import signal
import uuid
from pathlib import Path
from typing import Any, Dict, List, Tuple

import sqlalchemy as sa

from bot.conversations.servers import Servers
from bot.conversations.slack.shown import shown as shown_in_slack
from bot.conversations.slack.visitor import SlackVisitor
from bot.conversations.slack.workspace import Fault
from bot.conversations.teams.cards import shown as shown_in_teams
from bot.conversations.teams.visitor import TeamsVisitor
from tests.door import BEFORE, ServersBehindDoor
from tests.postgres import Postgres
from tests.redis_server import RedisServer
from tests.replicas import MakePlace, Place
from tests.web_client import stored_events

QUESTION, ACTION = "vad är IOP?", "action_answer"
PATIENCE = 40  # seconds


class Both:
    """People in Slack and in Teams who talk to `servers`; `slow` is one whom Slack doesn't show the answer at first."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self.anna, self.slow, self.bo = (servers.visitor(each) for each in ("slack", "slack", "teams"))
        assert isinstance(self.anna, SlackVisitor) and isinstance(self.slow, SlackVisitor)
        assert isinstance(self.bo, TeamsVisitor)

    def tell(self, person: Any, text: str) -> None:
        """It is acknowledged."""
        if person is self.bo:
            assert person.deliver(person.activity(text=text)) == 202
        else:
            assert self._servers.slack.send_event(person.address, person.event(text)) == (200, b"")

    def told(self, person: Any) -> List[str]:
        """What the person sees, a text for each message."""
        if person is self.bo:
            posted = self._servers.microsoft.messages(person.chat["id"])
            return ["\n".join(shown_in_teams(each.activity).lines) for each in posted]
        mine = [each for each in self._servers.slack.posted if each.channel == person.channel]
        return [shown_in_slack(each.ts, each.blocks).text for each in mine]

    def wait(self, person: Any, count: int) -> None:
        stand_in = self._servers.microsoft if person is self.bo else self._servers.slack
        stand_in.wait_until(lambda: len(self.told(person)) >= count, PATIENCE)


def said(servers: Servers) -> Dict[str, List[str]]:
    """What stands in the database of what people said, by conversation, each time that it stands there."""
    found: Dict[str, List[str]] = {}
    for _, conversation, data in stored_events(servers.database):
        event = json.loads(data)
        if event["event"] == "user":
            found.setdefault(conversation, []).append(event["text"])
    return found


def waiting(servers: Servers) -> List[Tuple[str, str]]:
    """The inbox, as conversation and work."""
    engine = sa.create_engine(servers.database, future=True)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(sa.text("SELECT conversation, work FROM inbox ORDER BY id"))]
    engine.dispose()
    return rows


def until_killed(servers: ServersBehindDoor, both: Both) -> None:
    """Kill the process that has acknowledged: Anna's and Bo's turns go on, and the slow one's is only not answered."""
    servers.slack.faults[both.slow.channel] = [Fault(slow=2, hangs_up=True)]
    both.tell(both.slow, "hej")
    servers.slack.wait_until(lambda: both.slow.conversation in said(servers), PATIENCE)
    servers.door.hold((BEFORE, ACTION))
    both.tell(both.anna, QUESTION)
    both.tell(both.anna, "hej")
    both.tell(both.bo, QUESTION)
    servers.door.wait_for(2)
    servers.stop("serve", signal.SIGKILL)
    kept = waiting(servers)
    assert [conversation for conversation, _ in kept].count(both.anna.conversation) == 2 and len(kept) == 4
    assert not any(servers.slack.token in str(work) or servers.microsoft.secret in str(work) for _, work in kept)
    servers.door.give_up()


def assert_all_is_answered(servers: Servers, both: Both) -> None:
    for person, count in ((both.anna, 2), (both.bo, 1), (both.slow, 1)):
        both.wait(person, count)
    first, second = both.told(both.anna)
    assert "idéburet offentligt partnerskap" in first.lower() and "hej" in second.lower()
    assert "idéburet offentligt partnerskap" in both.told(both.bo)[0].lower()
    assert "hej" in both.told(both.slow)[0].lower()
    assert said(servers) == {
        both.anna.conversation: [QUESTION, "hej"], both.bo.conversation: [QUESTION], both.slow.conversation: ["hej"],
    }  # fmt: skip
    servers.slack.wait_until(lambda: waiting(servers) == [], PATIENCE)


def test_the_same_process_answers_when_it_is_started_again(model: Any, make_place: MakePlace) -> None:
    with ServersBehindDoor(make_place("killed")) as servers:
        both = Both(servers)
        until_killed(servers, both)
        servers.start(["serve"])
        assert_all_is_answered(servers, both)


def test_another_replica_takes_over(
    model: Any, postgres: Postgres, postgres_template: str, redis_server: RedisServer, tmp_path: Path
) -> None:
    database = postgres.database("inbox", postgres_template)
    more = {"GUIDEN_REDIS_URL": redis_server.address, "GUIDEN_TOKEN_SECRETS": uuid.uuid4().hex}
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(ServersBehindDoor(Place(folders[0], database), more))
        stand_ins = {**first.microsoft.environment, **first.slack.environment}
        stack.enter_context(Servers(folders[1], database, {**more, **stand_ins}, prepared=True))
        both = Both(first)
        until_killed(first, both)
        assert_all_is_answered(first, both)
