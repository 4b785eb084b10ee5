"""What is asked, answered and liked, and what comes in: as charts with their figures, and for spreadsheets."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from flask import Blueprint, Response, abort, render_template, request, url_for

from bot.database import now
from bot.knowledge import store
from bot.review import access, charts, figures, spreadsheets
from bot.review.charts import grouped, percent
from bot.statistics.report import CHANNELS, Asked, Opinion, Report, report

blueprint = Blueprint("statistics", __name__)

PERIODS = (4, 12, 52)  # weeks
USUAL = 12

Choice = Tuple[str, Dict[str, Any], bool]  # text, values of its address, whether it is what is shown
Line = Tuple[str, Optional[str], str, float]  # name, where it leads, figure, length of its bar from 0 to 1


class Chosen(NamedTuple):
    """What is looked at; `channel` is None for all of them."""

    weeks: int
    channel: Optional[str]

    def report(self) -> Report:
        return report(now().date(), self.weeks, self.channel)


def _chosen() -> Chosen:
    """As the address says, or as usual where it says what there isn't."""
    weeks = request.args.get("weeks", type=int)
    channel = request.args.get("channel")
    return Chosen(weeks if weeks in PERIODS else USUAL, channel if channel in CHANNELS else None)


@blueprint.get("/statistics")
@access.editor
def index() -> str:
    chosen = _chosen()
    found = chosen.report()
    labels = store.answer_labels()
    return render_template(
        "statistics/index.html",
        chosen=chosen,
        periods=[_choice(f"{weeks} veckor", chosen, weeks=weeks) for weeks in PERIODS],
        channels=[
            _choice("Alla kanaler", chosen, channel=None),
            *(_choice(name, chosen, channel=channel) for channel, name in figures.CHANNEL_NAMES.items()),
        ],
        shown=figures.figures(found),
        answers=_most_asked(found.answers, labels, _addresses(labels)),
        intents=_most_asked(found.intents, figures.INTENT_NAMES, {}),
        disliked=_least_liked(found.disliked, labels, _addresses(labels)),
        names=figures,
        charts=charts,
    )


def _choice(text: str, chosen: Chosen, **changed: Any) -> Choice:
    other = chosen._replace(**changed)
    return text, other._asdict(), other == chosen


def _addresses(labels: Mapping[str, str]) -> Dict[str, str]:
    """Where each answer that there is can be edited."""
    return {identity: url_for("answers.edit", identity=identity) for identity in labels}


def _most_asked(asked: Sequence[Asked], names: Mapping[str, str], addresses: Mapping[str, str]) -> List[Line]:
    return [
        (names.get(each.name, each.name), addresses.get(each.name), grouped(each.turns), each.turns / asked[0].turns)
        for each in asked
    ]


def _least_liked(disliked: Sequence[Opinion], names: Mapping[str, str], addresses: Mapping[str, str]) -> List[Line]:
    lines: List[Line] = []
    for each in disliked:
        opinions = each.helpful + each.unhelpful
        text = f"{each.unhelpful} av {opinions} ({percent(each.unhelpful, opinions)})"
        name = names.get(each.answer, each.answer)
        lines.append((name, addresses.get(each.answer), text, each.unhelpful / opinions))
    return lines


@blueprint.get("/statistics.csv")
@access.editor
def table() -> Response:
    """One of the tables: that of weeks and channels, unless another is asked for."""
    name = request.args.get("table", "veckor")
    if name not in spreadsheets.TABLES:
        abort(404)
    response = Response(
        spreadsheets.as_csv(spreadsheets.TABLES[name](_chosen().report())), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="statistik-{name}.csv"'
    return response
