"""How well the bundled lexicon agrees with readings of five published articles by the codebook.

The articles belong to others and are not part of the project; their codes are: which stretch of
which article was given which labels in each of three independent readings. A unit (a sentence or a
line) counts as having a frame if two of the three say so. ``python
tests/benchmarks/lexicon_agreement.py FOLDER`` prints the table that stands in docs/lexicon.md.
"""

import csv
import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import framing

CODES = Path(__file__).parent.parent / "data" / "published_codes.csv"
FURNITURE = "furniture"
_READINGS = ("reading_1", "reading_2", "reading_3")


@dataclass(frozen=True)
class Agreement:
    """How often two ways of labelling units agree on one label."""

    both: int
    only_first: int
    only_second: int

    @property
    def precision(self) -> float:
        return self.both / (self.both + self.only_first)

    @property
    def recall(self) -> float:
        return self.both / (self.both + self.only_second)

    @property
    def f1(self) -> float:
        return 2 * self.both / (2 * self.both + self.only_first + self.only_second)


@dataclass(frozen=True)
class Unit:
    """A sentence or a line of an article, with the labels of each reading."""

    article: str
    start: int
    end: int
    readings: tuple[frozenset[str], ...]

    def has(self, label: str) -> bool:
        return sum(label in labels for labels in self.readings) * 2 > len(self.readings)


def read_units() -> list[Unit]:
    """Read the coded units."""
    with CODES.open(encoding="utf-8", newline="") as file:
        return [
            Unit(
                row["article"],
                int(row["start"]),
                int(row["end"]),
                tuple(frozenset(row[reading].split()) for reading in _READINGS),
            )
            for row in csv.DictReader(file)
        ]


def agreement(first: set[Unit], second: set[Unit]) -> Agreement:
    """Compare two sets of units."""
    return Agreement(len(first & second), len(first - second), len(second - first))


def of_lexicon(articles: Path) -> dict[str, Agreement]:
    """Compare the lexicon's hits, and the furniture recognised, with the readings."""
    reading = framing.read([articles])
    units = read_units()
    found: dict[str, set[Unit]] = {}
    for row in framing.evidence(reading):
        if row.start is not None:
            found.setdefault(row.frame, set()).update(
                unit
                for unit in units
                if unit.article == row.article and unit.start <= row.start < unit.end
            )
    for article in reading.articles:
        for piece in article.furniture:
            found.setdefault(FURNITURE, set()).update(
                unit
                for unit in units
                if unit.article == article.id and unit.start < piece.end and piece.start < unit.end
            )
    return {
        label: agreement(hits, {unit for unit in units if unit.has(label)})
        for label, hits in found.items()
    }


def between_readings(label: str) -> float:
    """Return the mean F1 of the three pairs of readings."""
    units = read_units()
    scores = [
        agreement(
            {unit for unit in units if label in unit.readings[a]},
            {unit for unit in units if label in unit.readings[b]},
        ).f1
        for a, b in combinations(range(len(_READINGS)), 2)
    ]
    return sum(scores) / len(scores)


def table(articles: Path) -> str:
    """Return the agreement as a Markdown table."""
    found = of_lexicon(articles)
    units = read_units()
    keys = [frame.key for frame in framing.load_lexicon().frames]
    lines = [
        "| label | units | precision | recall | F1 | F1 between readings |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for label in [*keys, FURNITURE]:
        score = found[label]
        count = sum(unit.has(label) for unit in units)
        lines.append(
            f"| {label} | {count} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} "
            f"| {between_readings(label):.3f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table(Path(sys.argv[1])))
