"""The same conversations give the same events, slots and predictions with Rasa's own classes as with ours."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Tuple

import pytest
import yaml

from bot.engine import lean_imports

lean_imports.install()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.channels.choices import payload  # noqa: E402
from bot.channels.turns import ReplyCollector  # noqa: E402
from bot.database import engine  # noqa: E402
from bot.engine.action_calls import InProcessActions  # noqa: E402
from bot.engine.agent import LeanAgent  # noqa: E402
from bot.engine.conversation_store import ConversationStore  # noqa: E402
from bot.engine.policies import LeanRulePolicy  # noqa: E402
from bot.engine.tracker import Conversation  # noqa: E402
from bot.settings import PROJECT_ROOT  # noqa: E402
from tests.databases import in_process_database  # noqa: E402
from tests.engine.stock import stock_agent  # noqa: E402

pytestmark = [
    pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed:UserWarning"),
    pytest.mark.one_process("Rasa's own classes and ours, in this process"),
]

FORM = "submission_form"
WALKS, STEPS = 3, 30
_numbers = itertools.count()
# What differs between any two conversations: when and by whom, and what is made at random.
VARYING = {"timestamp", "model_id", "assistant_id", "message_id", "id"}
CODE = re.compile(r"HG-\w{4}-\w{4}-\w{4}")

Script = List[Any]  # texts, and numbers of choices among those offered last


def recorded() -> Dict[str, Script]:
    """What people say in the project's conversation files; what they press has a title, found when it is offered."""
    scripts: Dict[str, Script] = {}
    for path in sorted((PROJECT_ROOT / "tests" / "dialogue").glob("*.yml")):
        for conversation in yaml.safe_load(path.read_text(encoding="utf-8")):
            steps = conversation["steps"]
            said = [step.get("user") or {"title": step.get("choose")} for step in steps if not step.get("channel")]
            if len(said) >= 8 and not any(step.get("new_session") for step in steps):
                scripts[f"{path.stem}: {conversation['name']}"] = said
    return dict(sorted(scripts.items(), key=lambda item: -len(item[1]))[:6])


def walks() -> Dict[str, Script]:
    """Long and aimless: forms begun and left, restarts, and buttons of any turn before."""
    texts = sorted({said for script in recorded().values() for said in script if isinstance(said, str)})
    found = {}
    for seed in range(WALKS):
        chance = random.Random(seed)
        script: Script = [chance.choice([chance.choice(texts), chance.randrange(9)]) for _ in range(STEPS)]
        for place in chance.sample(range(STEPS), 4):
            script[place] = chance.choice(["jag vill skicka in ett exempel", "börja om", "avbryt", "hoppa över"])
        found[f"walk {seed}"] = script
    return found


SCRIPTS = {**recorded(), **walks()}


@pytest.fixture(scope="module")
def agents(model: Path, folder_with_content: Callable[[str], Path]) -> Iterator[Tuple[Agent, LeanAgent]]:
    folder = folder_with_content("equivalence")
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder):
        actions = InProcessActions("actions")
        lean = LeanAgent(1, 0, tracker_store=ConversationStore(engine()), action_endpoint=actions)
        lean.load_model(model)
        yield stock_agent(model, folder / "guiden.db"), lean  # what privacy takes out of one it takes out of both


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_conversations_go_the_same_way(script: Script, agents: Tuple[Agent, LeanAgent]) -> None:
    asyncio.run(converse(script, agents))


def test_an_interrupted_form_goes_on_as_with_rasa(agents: Tuple[Agent, LeanAgent]) -> None:
    """Ours never rejects a message, so no conversation comes here."""
    domain = agents[1].domain
    assert domain is not None
    for intent in sorted(domain.intents):
        events = [
            ActionExecuted("action_listen"), UserUttered("ja", {"name": "submit_example"}), ActionExecuted(FORM),
            ActiveLoop(FORM), ActionExecuted("action_listen"), UserUttered("nja", {"name": intent}),
            ActionExecutionRejected(FORM), ActionExecuted("action_answer"),
        ]  # fmt: skip
        for end in range(5, len(events) + 1):
            found = []
            for agent, kind in zip(agents, (DialogueStateTracker, Conversation)):
                tracker = kind("web:1", domain.slots)
                tracker.update_with_events(events[:end], domain)
                found.append(prediction(agent, tracker))
            assert found[1] == found[0], (intent, end)


def test_what_rules_have_said_is_kept_without_the_words(agents: Tuple[Agent, LeanAgent]) -> None:
    asyncio.run(converse(["hej", "har Zxyåsa Qvist svarat?", "tack"], agents))
    processor: Any = agents[1].processor
    components = [node._component for node in processor.graph_runner._instantiated_nodes.values()]
    (policy,) = (component for component in components if isinstance(component, LeanRulePolicy))
    assert policy._found
    assert not any("zxyåsa" in states.lower() for _, states in policy._found)


async def converse(script: Script, agents: Tuple[Agent, LeanAgent]) -> None:
    number = next(_numbers)
    names = [f"web:stock{number}", f"web:lean{number}"]
    offered: List[List[Dict[str, Any]]] = [[], []]
    seen = [0, 0]
    for count, step in enumerate(script):
        turns = []
        for place, (agent, name) in enumerate(zip(agents, names)):
            collector = ReplyCollector("web")
            message = UserMessage(said(step, offered[place]), collector, name, input_channel="web")
            await agent.handle_message(message)
            offered[place] = [choice for reply in collector.replies for choice in reply["choices"]] or offered[place]
            events = await all_events(agent, name)
            turns.append([comparable(event.as_dict()) for event in events[seen[place] :]])
            seen[place] = len(events)
        assert turns[1] == turns[0], f"after {step!r}"
        stock, lean = [await agent.tracker_store.retrieve(name) for agent, name in zip(agents, names)]
        assert state(lean) == state(stock), f"after {step!r}"
        if count % 4 == 0:
            assert predictions(agents[1], lean) == predictions(agents[0], stock), f"after {step!r}"


def said(step: Any, offered: List[Dict[str, Any]]) -> str:
    if isinstance(step, str):
        return step
    chosen = [choice for choice in offered if isinstance(step, dict) and choice["title"] == step["title"]]
    if isinstance(step, int) and offered:
        chosen = [offered[step % len(offered)]]
    return payload(chosen[0]["intent"], chosen[0]["value"]) if chosen else "visa fler"


async def all_events(agent: Agent, name: str) -> List[Any]:
    tracker = await agent.tracker_store.retrieve_full_tracker(name)
    return list(tracker.events) if tracker else []


def state(tracker: DialogueStateTracker) -> Any:
    loop = tracker.active_loop
    return comparable(
        {
            "slots": tracker.current_slot_values(),
            "loop": loop and {"name": loop.name, "rejected": loop.rejected, "interrupted": loop.is_interrupted},
            "action": tracker.latest_action_name,
            "message": tracker.latest_message and tracker.latest_message.text,
            "followup": tracker.followup_action,
            "paused": tracker.is_paused(),
        }
    )


def predictions(agent: Agent, tracker: DialogueStateTracker) -> List[Tuple[Any, ...]]:
    """What would be done next, whatever were said."""
    assert agent.domain is not None
    found = []
    for intent in sorted(agent.domain.intents):
        twin = tracker.copy()
        twin.update(UserUttered(intent, {"name": intent, "confidence": 1.0}, []), agent.domain)
        found.append((intent, *prediction(agent, twin)))
    return found


def prediction(agent: Agent, tracker: DialogueStateTracker) -> Tuple[Any, ...]:
    assert agent.processor is not None and agent.domain is not None
    predicted = agent.processor._predict_next_with_tracker(tracker)
    action = agent.domain.action_names_or_texts[predicted.max_confidence_index]
    return action, predicted.max_confidence, predicted.hide_rule_turn, [type(event) for event in predicted.events]


def comparable(value: Any) -> Any:
    """Without what varies. Codes and conversations of either side are told apart by nothing else."""
    text = json.dumps(list(_varying_out_of([value])), ensure_ascii=False, sort_keys=True, default=str)
    return json.loads(re.sub(r"(?<=web:)(stock|lean)\d+|Lean(?=\w+Policy)", "", CODE.sub("HG", text)))


def _varying_out_of(values: Any) -> Iterator[Any]:
    for value in values:
        if isinstance(value, dict):
            kept = {key: each for key, each in value.items() if key not in VARYING}
            yield dict(zip(kept, _varying_out_of(kept.values())))
        elif isinstance(value, (list, tuple)):
            yield list(_varying_out_of(value))
        else:
            yield value
