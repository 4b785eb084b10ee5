"""Keep TensorFlow out of a process that serves a model without TensorFlow components.

Rasa imports every component it ships, and with them TensorFlow (some 15 s and 700 MB), whether or not config.yml
names them. `install()` must run before the first `import rasa`. The modules below become inert: their names can be
imported and compared, but using one raises an error that says so.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from typing import Any, Optional, Sequence

INERT = frozenset(
    {
        "rasa.core.policies.ted_policy",
        "rasa.core.policies.unexpected_intent_policy",
        "rasa.nlu.classifiers.diet_classifier",
        "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
        "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
        "rasa.nlu.selectors.response_selector",
        "rasa.utils.tensorflow.callback",
        "rasa.utils.tensorflow.data_generator",
        "rasa.utils.tensorflow.environment",
    }
)


class _Inert(type):
    """A class that can be named, subclassed and compared, but not used."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(_explanation(f"{cls.__module__}.{cls.__name__}"))

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        raise RuntimeError(_explanation(f"{cls.__module__}.{cls.__name__}.{name}"))


def _explanation(name: str) -> str:
    return (
        f"{name} needs TensorFlow, which this process leaves out (bot/engine/lean_imports.py). "
        "Take the component out of config.yml or serve the model with `rasa run`."
    )


class _InertModule(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Inert(name, (), {"__module__": self.__name__})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname: str, path: Optional[Sequence[str]], target: Any = None):
        if fullname == "tensorflow" or fullname.startswith(("tensorflow.", "keras.")) or fullname == "keras":
            raise ModuleNotFoundError(f"{fullname} is left out by bot/engine/lean_imports.py", name=fullname)
        if fullname in INERT:
            return importlib.machinery.ModuleSpec(fullname, self)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing to run."""


def install() -> None:
    """Take effect for every later import; a second call changes nothing."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
