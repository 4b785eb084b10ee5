"""Custom actions called in this process, or on action servers, with no more than they read.

Rasa sends every event of the conversation and the whole domain to an action, and checks the schema of its answer's
schema anew each time, which takes longer than everything else in a turn.
"""

from __future__ import annotations

import functools
import json
from typing import Any, Dict, List, Optional

import aiohttp
import rasa
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.actions.forms import FormAction
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot import metrics, tracing

# Messages of the person's whose events an action is sent, the newest among them: actions read the replies of the turn
# before (actions/turn.py), and whether something has been said in this one (actions/counting.py).
TURNS_READ = 2
CONNECT_TIMEOUT = 1.0  # seconds


class InProcessActions(EndpointConfig):
    """An action endpoint that runs rasa_sdk's actions of a package where it is asked; the contract is the server's."""

    def __init__(self, package: str) -> None:
        super().__init__(url=f"python:{package}")
        self._package = package

    @functools.cached_property
    def executor(self) -> Any:
        """Made at first use, which imports the actions."""
        from rasa_sdk.executor import ActionExecutor

        executor = ActionExecutor()
        executor.register_package(self._package)
        return executor

    async def request(self, *args: Any, json: Optional[Dict[str, Any]] = None, **more: Any) -> Any:
        """
        Raises:
            ClientResponseError: as an action server's answer would.
        """
        from rasa_sdk import interfaces

        assert json is not None
        try:
            answer = await self.executor.run(json)
        except interfaces.ActionExecutionRejection as error:
            raise _refused(400, error, error.action_name) from error
        except interfaces.ActionNotFoundException as error:
            raise _refused(404, error, error.action_name) from error
        return _as_sent(answer)


class ActionServers(EndpointConfig):
    """Action servers at an address, which answer in so many seconds; Rasa would wait for five minutes.

    A server that can't be reached hasn't begun: another one behind the same address may be there.
    """

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__(url)
        self._timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_TIMEOUT)

    async def request(self, *args: Any, **more: Any) -> Any:
        call = {**more, "timeout": self._timeout, "headers": tracing.carried()}
        try:
            return await super().request(*args, **call)
        except (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError):  # only connecting has a limit of its own
            return await super().request(*args, **call)


def _refused(status: int, error: Exception, action: str) -> ClientResponseError:
    return ClientResponseError(status, str(error), json.dumps({"error": str(error), "action_name": action}))


def _as_sent(answer: Any) -> Any:
    """What an action shares with nobody, in the types that JSON has."""
    return json.loads(json.dumps(answer))


class LeanRemoteAction(RemoteAction):
    async def run(self, *args: Any, **more: Any) -> List[Event]:
        """As Rasa's, and one that can't be called is counted: an action counts its own failures."""
        try:
            return await super().run(*args, **more)
        except ActionExecutionRejection:
            raise
        except Exception:
            metrics.ACTION_ERRORS.labels(self.name()).inc()
            raise

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> Dict[str, Any]:
        state = tracker.current_state(EventVerbosity.NONE)
        return {
            "next_action": self._name,
            "sender_id": tracker.sender_id,
            "tracker": {**state, "events": [event.as_dict() for event in _read(tracker)]},
            "version": rasa.__version__,
        }

    def _validate_action_result(self, result: Dict[str, Any]) -> bool:
        """Against the schema, if it has come over a network; rasa_sdk's executor has seen to the events."""
        if not isinstance(self.action_endpoint, InProcessActions):
            _validator().validate(result)
        return True


def _read(tracker: DialogueStateTracker) -> List[Event]:
    """What was said in the last TURNS_READ turns."""
    said: List[Event] = []
    turns = 0
    for event in reversed(tracker.events):
        if isinstance(event, (UserUttered, BotUttered)):
            said.append(event)
        if isinstance(event, UserUttered):
            turns += 1
            if turns == TURNS_READ:
                break
    return said[::-1]


@functools.lru_cache(maxsize=1)
def _validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


class LeanFormAction(FormAction):
    """Rasa's form with a lean call of `validate_<form>`, on a copy of the conversation that isn't replayed."""

    async def validate_slots(
        self, slot_candidates: Dict[str, Any], tracker: DialogueStateTracker, domain: Domain, output_channel: Any,
        nlg: Any,
    ) -> List[Event]:  # fmt: skip
        name = f"validate_{self.name()}"
        if name not in domain.action_names_or_texts:
            return []
        candidates: List[Event] = [SlotSet(slot, value) for slot, value in slot_candidates.items()]
        asked = self._temporary_tracker(tracker, candidates, domain)
        return await LeanRemoteAction(name, self.action_endpoint).run(output_channel, nlg, asked, domain)

    def _temporary_tracker(
        self, current_tracker: DialogueStateTracker, additional_events: List[Event], domain: Domain
    ) -> DialogueStateTracker:
        tracker = current_tracker.copy()
        tracker.update_with_events(
            [
                SlotSet(REQUESTED_SLOT, self.get_slot_to_fill(current_tracker)),
                ActionExecuted(self.name()),
                *additional_events,
            ],
            domain,
            override_timestamp=False,
        )
        return tracker
