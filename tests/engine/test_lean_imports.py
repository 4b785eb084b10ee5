"""What serving has no use for stays out of the process, and what would have needed it fails and says what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import List, Tuple

import pytest

from bot.engine.lean_imports import NOT_SERVED, UNUSED, Group
from bot.settings import PROJECT_ROOT

INSTALL = "from bot.engine import lean_imports; lean_imports.install({}); import sys\n"


def run(code: str, serving: bool = False, *arguments: str) -> Tuple[int, str, str]:
    """Exit status, output and errors of a new process that has installed the lean imports."""
    command = [sys.executable, "-c", INSTALL.format(serving) + code, *arguments]
    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout.strip(), done.stderr


# Modules whose presence would show that something heavy came in; an inert module has no file.
HEAVY = {
    "aio_pika", "aiogram", "apscheduler", "boto3", "botocore", "dask", "keras", "langcodes", "matplotlib", "networkx",
    "pandas", "prompt_toolkit", "pymongo", "questionary", "scipy", "setuptools", "sklearn", "socketio", "tensorflow",
    "torch", "twilio", "typer", "webexteamssdk",
}  # fmt: skip
SERVE_AND_PARSE = """
import asyncio, json
from pathlib import Path
import bot.channels.server
from bot.engine.agent import understanding
parsed = asyncio.run(understanding(Path(sys.argv[1])).parse_message("exempel på praktik i Malmö"))
present = sorted({name.split(".")[0] for name, module in sys.modules.items() if getattr(module, "__file__", None)})
print(json.dumps([parsed["intent"]["name"], present]))
"""


def test_a_process_that_serves_and_understands_has_nothing_heavy_in_it(model: Path) -> None:
    status, output, errors = run(SERVE_AND_PARSE, True, str(model))
    assert status == 0, errors
    intent, present = json.loads(output.splitlines()[-1])
    assert intent == "search_examples"
    assert {"rasa", "spacy", "numpy"} <= set(present), "or the test looks in the wrong place"
    assert HEAVY & set(present) == set()


def test_training_and_measuring_have_what_serving_leaves_out() -> None:
    code = "import rasa.model_training, dask, scipy.sparse, sklearn, matplotlib, bot.nlu.network\n"
    code += "print([bool(sys.modules[name].__file__) for name in ('dask', 'scipy.sparse', 'sklearn', 'matplotlib')])"
    status, output, errors = run(code)
    assert (status, output) == (0, "[True, True, True, True]"), errors


@pytest.mark.parametrize("name", ["tensorflow", "tensorflow.keras", "keras", "torch"])
def test_tensorflow_is_not_found(name: str) -> None:
    code = f"try:\n    import {name}\nexcept ModuleNotFoundError as error:\n    print(error)"
    assert run(code)[1] == f"{name.split('.')[0]} is left out by bot/engine/lean_imports.py"


@pytest.mark.parametrize("group", [*UNUSED, *NOT_SERVED], ids=lambda group: group.reason)
def test_every_inert_module_is_loud_when_it_is_used(group: Group) -> None:
    code = f"import importlib\nfor name in {group.modules}:\n"
    code += "    thing = importlib.import_module(name).Thing\n    assert isinstance(thing, type)\n"
    code += "    try:\n        thing(1, two=2)\n    except RuntimeError as error:\n        print(error)\n"
    expected = f"{group.reason}, so this process leaves it out (bot/engine/lean_imports.py). {group.remedy}"
    assert run(code, True)[1].splitlines() == [f"{name}.Thing {expected}" for name in group.modules]


USES: List[Tuple[str, str, str]] = [
    (
        "a component that config.yml might name",
        "from rasa.nlu.classifiers.diet_classifier import DIETClassifier\nDIETClassifier.create({}, None, None, None)",
        "Take the component out of config.yml",
    ),
    ("a policy", "from rasa.core.policies.ted_policy import TEDPolicy\nTEDPolicy()", "needs TensorFlow"),
    (
        "a subclass of one",
        "from rasa.core.policies.ted_policy import TEDPolicy\nclass Mine(TEDPolicy): pass\nMine()",
        "needs TensorFlow",
    ),
    (
        "a function",
        "from rasa.utils.tensorflow.environment import setup_tf_environment\nsetup_tf_environment()",
        "needs TensorFlow",
    ),
    ("a channel", "from rasa.core.channels import RestInput\nRestInput()", "ours are in bot/channels"),
    (
        "a tracker store",
        "from rasa.core.tracker_store import DynamoTrackerStore\nfrom rasa.shared.core.domain import Domain\n"
        "DynamoTrackerStore(Domain.empty())",
        "Take it out of the endpoints",
    ),
    ("below a package", "import matplotlib.backends.pdf as pdf\npdf.PdfPages('x')", "as `guiden train` does"),
    ("a name of a package", "import dask\ndask.get({}, [])", "as `guiden train` does"),
    ("what a class has", "import langcodes\nlangcodes.Language.get('sv')", "its Swedish tokenizer"),
]


@pytest.mark.parametrize(("code", "said"), [use[1:] for use in USES], ids=[use[0] for use in USES])
def test_real_uses_fail_and_say_why(code: str, said: str) -> None:
    status, _, errors = run(code, True)
    assert status == 1
    assert errors.splitlines()[-1].startswith("RuntimeError: ")
    assert said in errors.splitlines()[-1]


def test_a_special_name_of_an_inert_module_is_missing_as_in_any_module() -> None:
    code = "import rasa.core.policies.ted_policy as module\n"
    code += "print(hasattr(module, '__all__'), hasattr(module.TEDPolicy, '__wrapped__'))"
    assert run(code)[1] == "False False"


def test_a_second_install_changes_nothing() -> None:
    code = "before = list(sys.meta_path)\nlean_imports.install()\nprint(sys.meta_path == before)"
    assert run(code)[1] == "True"


def test_serving_can_be_told_later() -> None:
    code = "lean_imports.install(serving=True)\nimport dask\nprint(getattr(dask, '__file__', None))"
    assert run(code)[1] == "None"


def test_the_projects_own_components_are_real() -> None:
    code = "from bot.nlu.classifier import LabelClassifier\nprint(LabelClassifier.get_default_config())"
    assert run(code, True)[1] == "{}"
