"""What is counted, by the names that the dashboard gives it, added up over weeks and channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Mapping, Sequence, Tuple

from bot.replies.labels import INTENT_LABELS
from bot.review.charts import Chart, Series, charts, percent
from bot.statistics.report import CHANNELS, Report, Week

CHANNEL_NAMES = {"web": "Webb", "teams": "Teams", "slack": "Slack"}
# Those that aren't offered in "Menade du …?", too.
INTENT_NAMES = {**INTENT_LABELS, "faq": "Fråga om ämnet", "nlu_fallback": "Inte förstått"}
TURNS = {"turns": "Meddelanden", "answered": "Besvarade", "unanswered": "Obesvarade"}
OPINIONS = {"helpful": "Hjälpte", "unhelpful": "Hjälpte inte"}
SENT = {"pending": "Väntar", "published": "Publicerade", "declined": "Avböjda", "withdrawn": "Tillbakatagna"}

Numbers = Dict[str, int]  # by keys of TURNS and OPINIONS, or of SENT
Named = Tuple[str, Numbers]


@dataclass(frozen=True)
class Figures:
    """Charts have the oldest week first, `by_week` and `sent_by_week` the newest."""

    turns: List[Chart]
    opinions: List[Chart]
    sent: List[Chart]
    by_channel: List[Named]
    by_week: List[Named]
    sent_by_week: List[Named]

    @property
    def is_empty(self) -> bool:
        return not any(chart.total for chart in (*self.turns, *self.opinions, *self.sent))


def figures(report: Report) -> Figures:
    weeks = [each.week for each in report.sent]
    total = _total(report.weeks)
    by_week = [_total([each for each in report.weeks if each.week == week]) for week in weeks]
    # Nothing is known of a single channel's withdrawn ones.
    sent = [{name: getattr(each, name) for name in SENT if getattr(each, name) is not None} for each in report.sent]
    opinions = total["helpful"] + total["unhelpful"]
    return Figures(
        turns=_charts(weeks, by_week, TURNS, {
            name: _share(total[name], total["turns"], "av meddelandena.") for name in ("answered", "unanswered")
        }),
        opinions=_charts(weeks, by_week, OPINIONS, {
            name: _share(total[name], opinions, "av dem som tyckte till.") for name in OPINIONS
        }),
        sent=_charts(weeks, sent, SENT, {}),
        by_channel=[
            (CHANNEL_NAMES[name], _total([each for each in report.weeks if each.channel == name])) for name in CHANNELS
        ],
        by_week=list(zip(weeks, by_week))[::-1],
        sent_by_week=list(zip(weeks, sent))[::-1],
    )  # fmt: skip


def _total(weeks: Sequence[Week]) -> Numbers:
    return {name: sum(getattr(each, name) for each in weeks) for name in (*TURNS, *OPINIONS)}


def _charts(
    weeks: Sequence[str], rows: Sequence[Numbers], labels: Mapping[str, str], notes: Mapping[str, str]
) -> List[Chart]:
    return charts(
        weeks,
        [
            Series(label, [row[name] for row in rows], notes.get(name, ""))
            for name, label in labels.items()
            if name in rows[0]
        ],
    )


def _share(part: int, whole: int, of_what: str) -> str:
    return f"{percent(part, whole)} {of_what}" if whole else ""
