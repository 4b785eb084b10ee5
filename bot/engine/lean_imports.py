"""Keep what serving the assistant has no use for out of the process, however widely Rasa and spaCy import it.

They import every component, channel, tracker store and tool that they ship, and with them TensorFlow, clients of
clouds and messengers and most of scientific Python, whether or not config.yml names them: 20 s and a gigabyte.
`install()` must run before the first `import rasa` or `import spacy`. The modules below become inert: their names can
be imported, subclassed and compared, but using one raises an error that says what to do.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from typing import Any, Dict, Iterable, Iterator, NamedTuple, Optional, Sequence, Tuple


class Group(NamedTuple):
    """Modules, each with all below it, that are left out for one reason; `remedy` is for who needs one after all."""

    reason: str
    remedy: str
    modules: Tuple[str, ...]


def _below(package: str, names: str) -> Iterator[str]:
    return (f"{package}.{name}" for name in names.split())


_OTHERWISE = "serve the model with `rasa run`"

UNUSED = (
    Group(
        "needs TensorFlow",
        f"Take the component out of config.yml or {_OTHERWISE}.",
        (
            *_below("rasa.core.policies", "ted_policy unexpected_intent_policy"),
            *_below("rasa.nlu", "classifiers.diet_classifier selectors.response_selector"),
            *_below("rasa.nlu.featurizers.dense_featurizer", "convert_featurizer lm_featurizer"),
            *_below("rasa.utils.tensorflow", "callback data_generator environment model_data"),
        ),
    ),
    Group(
        "is a component that config.yml does not name and that needs scikit-learn, MITIE or Duckling",
        f"Take the component out of config.yml or {_OTHERWISE}.",
        (
            *_below("rasa.nlu.classifiers", "logistic_regression_classifier mitie_intent_classifier"),
            "rasa.nlu.classifiers.sklearn_intent_classifier",
            *_below("rasa.nlu.extractors", "crf_entity_extractor duckling_entity_extractor mitie_entity_extractor"),
            *_below("rasa.nlu.featurizers.sparse_featurizer", "count_vectors_featurizer lexical_syntactic_featurizer"),
        ),
    ),
    Group(
        "is one of Rasa's own channels; ours are in bot/channels",
        f"Build the channel on rasa.core.channels.channel or {_OTHERWISE}.",
        tuple(
            _below(
                "rasa.core.channels",
                "botframework callback console facebook hangouts mattermost rasa_chat rest rocketchat slack socketio "
                "telegram twilio twilio_voice webexteams",
            )
        ),
    ),
    Group(
        "is for tracker stores, event brokers and model storage that we don't have",
        f"Take it out of the endpoints or {_OTHERWISE}.",
        ("aio_pika", "aiormq", "boto3", "botocore", "pymongo"),
    ),
    Group(
        "evaluates models or schedules reminders, which we don't with Rasa",
        f"Use `make evaluate` or {_OTHERWISE}.",
        ("apscheduler", "rasa.nlu.test", "rasa.utils.plotting"),
    ),
    Group(
        "is for spaCy's trained pipelines; only its Swedish tokenizer and tables are used",
        "Use spaCy in a process without bot/engine/lean_imports.py.",
        (
            *_below("spacy", "cli ml pipeline training"),
            *("h5py", "langcodes", "packaging.requirements", "srsly.ruamel_yaml", "thinc.layers", "typer"),
        ),
    ),
)

NOT_SERVED = (
    Group(
        "is for training and measuring and not for serving",
        "Call lean_imports.install() without `serving`, as `guiden train` does.",
        ("dask", "matplotlib", "networkx", "pandas", "rasa.telemetry", "scipy", "sklearn"),
    ),
)

# Modules that import what is theirs only if they can: for them these are not installed.
NOT_FOUND = ("tensorflow", "keras", "torch", "cupy", "mxnet")


class _Inert(type):
    """A class that can be named, subclassed and compared, but not used."""

    _explanation: str

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(f"{cls.__module__}.{cls.__name__} {cls._explanation}")

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        raise RuntimeError(f"{cls.__module__}.{cls.__name__}.{name} {cls._explanation}")

    def name(cls) -> str:
        """Rasa makes a list of its channels by name when it is imported."""
        return f"{cls.__module__}.{cls.__name__}"


class _InertModule(types.ModuleType):
    def __init__(self, name: str, group: Group) -> None:
        super().__init__(name)
        self.__explanation = (
            f"{group.reason}, so this process leaves it out (bot/engine/lean_imports.py). {group.remedy}"
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Inert(name, (), {"__module__": self.__name__, "_explanation": self.__explanation})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, groups: Iterable[Group]) -> None:
        self._groups: Dict[str, Group] = {}
        self.add(groups)

    def add(self, groups: Iterable[Group]) -> None:
        self._groups.update((module, group) for group in groups for module in group.modules)

    def find_spec(self, fullname: str, path: Optional[Sequence[str]], target: Any = None):
        if fullname.split(".")[0] in NOT_FOUND:
            raise ModuleNotFoundError(f"{fullname} is left out by bot/engine/lean_imports.py", name=fullname)
        if self._group_of(fullname):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        group = self._group_of(spec.name)
        assert group is not None
        return _InertModule(spec.name, group)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing to run."""

    def _group_of(self, name: str) -> Optional[Group]:
        while name:
            if name in self._groups:
                return self._groups[name]
            name = name.rpartition(".")[0]
        return None


def install(serving: bool = False) -> None:
    """Take effect for every later import. `serving` leaves out what only training and measuring need, too.

    A second call adds that or changes nothing.
    """
    finder = next((known for known in sys.meta_path if isinstance(known, _Finder)), None)
    if finder is None:
        finder = _Finder(UNUSED)
        sys.meta_path.insert(0, finder)
        _plain_distutils()
    if serving:
        finder.add(NOT_SERVED)


def _plain_distutils() -> None:
    """Sanic wants one function of distutils; setuptools puts its own copy there, which takes all of setuptools."""
    setuptools = sys.modules.get("_distutils_hack")
    if setuptools:
        setuptools.remove_shim()
