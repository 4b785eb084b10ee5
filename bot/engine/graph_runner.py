"""Run Rasa's graph from a plan made once; Dask's runner makes its schedule anew for every message."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

Step = Tuple[str, GraphNode, Tuple[str, ...]]


class PlannedGraphRunner(DaskGraphRunner):
    """Calls the nodes one after another, in an order kept for next time."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._plans: Dict[Tuple[str, ...], List[Step]] = {}

    def run(self, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None) -> Dict[str, Any]:
        """Outputs of the targets by their names; errors are those of Dask's runner."""
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._plans:
            self._plans[wanted] = self._plan(wanted)
        outputs: Dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, node, needs in self._plans[wanted]:
                outputs[name] = node(*(outputs.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(outputs[name] for name in wanted)

    def _plan(self, targets: Tuple[str, ...]) -> List[Step]:
        """The nodes that the targets need, each after what it needs itself."""
        ordered: Dict[str, Step] = {}

        def add(name: str) -> None:
            if name in ordered or name not in self._graph_schema.nodes:
                return
            needs = tuple(self._graph_schema.nodes[name].needs.values())
            for need in needs:
                add(need)
            ordered[name] = (name, self._instantiated_nodes[name], needs)

        for target in targets:
            add(target)
        return list(ordered.values())
