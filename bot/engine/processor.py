"""Rasa's message processor, with understanding off the event loop and nothing worked out for logs nobody writes."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from rasa.core.actions.action import Action, ActionExtractSlots, RemoteAction, action_for_name_or_text
from rasa.core.actions.forms import FormAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.constants import ACTION_EXTRACT_SLOTS
from rasa.shared.core.events import ActionExecutionRejected, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from bot import metrics, tracing
from bot.engine.action_calls import LeanFormAction, LeanRemoteAction
from bot.engine.graph_runner import PlannedGraphRunner
from bot.engine.slot_extraction import LeanExtractSlots
from bot.engine.workers import off_loop

logger = logging.getLogger(__name__)


class LeanProcessor(MessageProcessor):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._actions: Dict[str, Action] = {}
        self._known = {*self.domain.intents, *self.domain.entities}

    @staticmethod
    def _load_model(model_path: Union[str, Path]) -> Tuple[str, ModelMetadata, GraphRunner]:
        model = Path(model_path)
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), model, LocalModelStorage, PlannedGraphRunner
            )
        return model.name, metadata, runner

    async def handle_message(self, message: UserMessage) -> Optional[List[Dict[str, Any]]]:
        """One that has been carried out already, by its id, is only answered again."""
        tracker = await self.get_tracker(message.sender_id)
        replies = _replies_before(tracker, message.message_id)
        if replies is None:
            return await super().handle_message(_Begun(message, tracker))
        logger.info("a message that had come before is answered again in conversation %s", message.sender_id)
        await self._send_bot_messages(replies, tracker, message.output_channel)
        return None

    async def log_message(self, message: UserMessage, should_save_tracker: bool = True) -> DialogueStateTracker:
        assert isinstance(message, _Begun) and not should_save_tracker
        await self._update_tracker_session(message.tracker, message.output_channel, message.metadata)
        await self._handle_message_with_tracker(message, message.tracker)
        return message.tracker

    async def parse_message(
        self, message: UserMessage, tracker: Optional[DialogueStateTracker] = None, only_output_properties: bool = True
    ) -> Dict[str, Any]:
        tracker = tracker or DialogueStateTracker.from_events(message.sender_id, [])
        with tracing.span("understanding"):
            parsed = await off_loop(self._parse_message_with_graph, message, tracker, only_output_properties)
        metrics.understood(message.input_channel or "", parsed)
        self._update_full_retrieval_intent(parsed)
        self._check_for_unseen_features(parsed)
        return parsed

    def _check_for_unseen_features(self, parse_data: Dict[str, Any]) -> None:
        """Rasa makes an empty domain each time, to compare its own with."""
        names = {entity["entity"] for entity in parse_data["entities"]} | {parse_data["intent"]["name"]}
        if not names <= self._known:
            super()._check_for_unseen_features(parse_data)

    # -- actions --------------------------------------------------------------------------------------

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> Tuple[Action, PolicyPrediction]:
        if self.is_action_limit_reached(tracker, self.should_predict_another_action(tracker.latest_action_name)):
            raise ActionLimitReached("The limit of actions to predict has been reached.")
        with tracing.span("policies"):
            prediction = self._predict_next_with_tracker(tracker)
        return self._get_action(self.domain.action_names_or_texts[prediction.max_confidence_index]), prediction

    def _get_action(self, action_name: str) -> Action:
        """Rasa makes them all anew each time; none of them keeps anything of a conversation."""
        if action_name not in self._actions:
            self._actions[action_name] = self._made(action_name)
        return self._actions[action_name]

    def _made(self, name: str) -> Action:
        action = action_for_name_or_text(name, self.domain, self.action_endpoint)
        if type(action) is RemoteAction:
            return LeanRemoteAction(name, self.action_endpoint)
        if type(action) is ActionExtractSlots:
            return LeanExtractSlots(self.action_endpoint, self.domain)
        return LeanFormAction(name, self.action_endpoint) if type(action) is FormAction else action

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        action = self._get_action(ACTION_EXTRACT_SLOTS)
        events = await action.run(output_channel, self.nlg, tracker, self.domain)
        await self._send_bot_messages(events, tracker, output_channel)
        tracker.update_with_events(events, self.domain)
        return tracker

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: Optional[List[Event]], prediction: PolicyPrediction
    ) -> None:
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Slots hold what people have said."""


class _Begun(UserMessage):
    """A message with its conversation, which has been read already."""

    tracker: DialogueStateTracker

    def __init__(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        self.__dict__.update(message.__dict__, tracker=tracker)


def _replies_before(tracker: DialogueStateTracker, message_id: Optional[str]) -> Optional[List[Event]]:
    """What a message that came before was answered; None for a new one."""
    replies: Optional[List[Event]] = None
    for event in tracker.events:
        if isinstance(event, UserUttered):
            if replies is not None:
                break
            replies = [] if event.message_id == message_id else None
        elif replies is not None and isinstance(event, BotUttered):
            replies.append(event)
    return replies
