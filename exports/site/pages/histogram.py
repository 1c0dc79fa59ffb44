"""When what was found was published: bars over months or years, each the way to what it counts.

Rule: pure; counts in, bars and addresses out.
"""

from dataclasses import dataclass

from exports.site.links import Links, Quest
from exports.site.pages.chart import Bar, Chart, chart_of
from exports.site.pages.facet_lists import narrowed_by
from schemas.view import FacetValue


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars of a result."""

    chart: Chart
    hrefs: tuple[str, ...]
    """Of each bar: the result narrowed to it."""
    undated: int
    undated_href: str
    brush: str
    """The result without dates, to which a span is added."""

    @property
    def bars(self) -> tuple[tuple[Bar, str], ...]:
        """Return each bar with its address."""
        return tuple(zip(self.chart.bars, self.hrefs, strict=True))


def histogram_of(links: Links, quest: Quest, months: tuple[FacetValue, ...]) -> Histogram | None:
    """Return the bars of a result; None where they would tell nothing: all in one, or no month is known."""
    chart = chart_of(months)
    if chart is None or len(chart.bars) < 2:  # noqa: PLR2004  one bar tells nothing
        return None
    narrowed = narrowed_by(links, quest, "from", "to")
    return Histogram(
        chart=chart,
        hrefs=tuple(narrowed(bar.since) for bar in chart.bars),
        undated=sum(value.count for value in months if value.value is None),
        undated_href=links.search(quest.but(without="month")),
        brush=links.search(quest.but(date_from=None, date_to=None)),
    )
