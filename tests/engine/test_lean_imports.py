"""TensorFlow stays out of the process, and what would have needed it fails loudly instead of quietly."""

from __future__ import annotations

import subprocess
import sys
from typing import List, Tuple

import pytest

from bot.engine.lean_imports import INERT
from bot.settings import PROJECT_ROOT

INSTALL = "from bot.engine import lean_imports; lean_imports.install(); import sys\n"


def run(code: str) -> Tuple[int, str, str]:
    """Exit status, output and errors of a new process that has installed the lean imports."""
    done = subprocess.run([sys.executable, "-c", INSTALL + code], cwd=PROJECT_ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout.strip(), done.stderr


def test_rasa_is_imported_without_tensorflow() -> None:
    code = "import rasa.core.agent, rasa.engine.recipes.default_recipe, spacy\n"
    code += "print([name for name in sys.modules if name.split('.')[0] in {'tensorflow', 'keras'}])"
    assert run(code)[:2] == (0, "[]")


@pytest.mark.parametrize("name", ["tensorflow", "tensorflow.keras", "keras"])
def test_tensorflow_is_not_found(name: str) -> None:
    code = f"try:\n    import {name}\nexcept ModuleNotFoundError as error:\n    print(error)"
    assert run(code)[1] == f"{name.split('.')[0]} is left out by bot/engine/lean_imports.py"


@pytest.mark.parametrize("module", sorted(INERT))
def test_an_inert_class_is_loud_when_it_is_used(module: str) -> None:
    code = f"import {module} as module\nassert isinstance(module.Component, type)\nmodule.Component(1, two=2)"
    status, _, errors = run(code)
    assert status == 1
    assert f"RuntimeError: {module}.Component needs TensorFlow" in errors
    assert "config.yml" in errors


USES: List[Tuple[str, str]] = [
    (
        "a component that config.yml might name",
        "from rasa.nlu.classifiers.diet_classifier import DIETClassifier\nDIETClassifier.create({}, None, None, None)",
    ),
    ("a policy", "from rasa.core.policies.ted_policy import TEDPolicy\nTEDPolicy()"),
    (
        "a subclass of one",
        "from rasa.core.policies.ted_policy import TEDPolicy\nclass Mine(TEDPolicy): pass\nMine()",
    ),
    ("a function", "from rasa.utils.tensorflow.environment import setup_tf_environment\nsetup_tf_environment()"),
]


@pytest.mark.parametrize(("what", "code"), USES, ids=[what for what, _ in USES])
def test_real_uses_fail_and_say_why(what: str, code: str) -> None:
    status, _, errors = run(code)
    assert status == 1
    assert "TensorFlow" in errors.splitlines()[-1]


def test_a_special_name_of_an_inert_module_is_missing_as_in_any_module() -> None:
    code = "import rasa.core.policies.ted_policy as module\n"
    code += "print(hasattr(module, '__path__'), hasattr(module.TEDPolicy, '__wrapped__'))"
    assert run(code)[1] == "False False"


def test_a_second_install_changes_nothing() -> None:
    code = "before = list(sys.meta_path)\nlean_imports.install()\nprint(sys.meta_path == before)"
    assert run(code)[1] == "True"


def test_the_projects_own_components_are_real() -> None:
    code = "from bot.nlu.classifier import LabelClassifier\nprint(LabelClassifier.get_default_config())"
    assert run(code)[1] == "{}"
