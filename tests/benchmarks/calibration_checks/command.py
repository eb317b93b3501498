"""Measure the checks of calibration and print them as a table."""

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.calibration_checks.controls import negative_controls
from tests.benchmarks.calibration_checks.coverage import coverage_of_articles, coverage_of_outlets
from tests.benchmarks.calibration_checks.families import false_calls_in_families
from tests.benchmarks.calibration_checks.null_pairs import exact_tests, tests_of_null_pairs
from tests.benchmarks.calibration_checks.order import p_of_places
from tests.benchmarks.calibration_checks.plan import Cell, Plan
from tests.benchmarks.calibration_checks.planted import coverage_of_excess, power
from tests.benchmarks.calibration_checks.real_text import chunks_of_articles, splits_of_outlets
from tests.benchmarks.calibration_checks.vocabularies import (
    distances_of_vocabularies,
    false_calls_of_terms,
)

__all__ = ["CHECKS", "cells", "main", "table"]

CHECKOUT = Path(__file__).parent.parent.parent.parent
DATA = CHECKOUT.parent / "shared" / "data" / "allsides-news.parquet"

_MEASUREMENTS: tuple[tuple[tuple[str, ...], Callable[[Plan], Iterator[Cell]]], ...] = (
    (("C1", "C2", "C3"), coverage_of_articles),
    (("C4",), coverage_of_outlets),
    (("C5",), coverage_of_excess),
    (("C6",), exact_tests),
    (("C6", "C7", "C8"), tests_of_null_pairs),
    (("C9",), false_calls_in_families),
    (("C10",), false_calls_of_terms),
    (("C11",), distances_of_vocabularies),
    (("C12",), power),
    (("C13",), negative_controls),
    (("C14",), chunks_of_articles),
    (("C15",), p_of_places),
    (("C16",), splits_of_outlets),
)
"""Which checks are measured together, since they look at the same articles."""

CHECKS = tuple(sorted({c for cs, _ in _MEASUREMENTS for c in cs}, key=lambda check: int(check[1:])))


def cells(plan: Plan, only: Collection[str] = CHECKS) -> Iterator[Cell]:
    """Measure some of the checks.

    Args:
        plan: How thoroughly.
        only: Which checks.

    Yields:
        Their figures.
    """
    for checks, measure in _MEASUREMENTS:
        if set(checks) & set(only):
            yield from (cell for cell in measure(plan) if cell.check in only)


def table(found: Sequence[Cell]) -> str:
    """Return a Markdown table: of each figure the cell nearest to, or farthest past, its target."""
    lines = [
        "| id | what | cells | target | measured | MC error | worst cell | ok |",
        "|---|---|---:|---|---:|---:|---|---|",
    ]
    figures: dict[tuple[int, str], list[Cell]] = {}
    for cell in found:
        figures.setdefault((int(cell.check[1:]), cell.what), []).append(cell)
    # Stable: within a check, figures stay in the order in which they were measured.
    for _, own in sorted(figures.items(), key=lambda item: item[0][0]):
        lines.append(_line(own))
    return "\n".join(lines) + "\n"


def _line(own: Sequence[Cell]) -> str:
    worst = min(own, key=lambda cell: cell.margin if not cell.skipped else math.inf)
    if worst.skipped:
        return f"| {worst.check} | {worst.what} | 0 | {worst.target} | - | - | {worst.note} | - |"
    where = "; ".join(part for part in (worst.where, worst.note) if part)
    verdict = "yes" if all(cell.ok for cell in own) else "NO"
    return (
        f"| {worst.check} | {worst.what} | {len(own)} | {worst.target} | {worst.measured:.4f} "
        f"| {'-' if math.isnan(worst.error) else f'{worst.error:.4f}'} | {where} | {verdict} |"
    )


def _json(found: Sequence[Cell]) -> str:
    """Return all cells, with null for what is no number."""

    def value(of: object) -> object:
        if isinstance(of, dict):
            return {key: value(own) for key, own in of.items()}
        return None if isinstance(of, float) and not math.isfinite(of) else of

    rows = [value({**asdict(cell), "ok": cell.ok}) for cell in found]
    return json.dumps(rows, indent=1) + "\n"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reduced", action="store_true", help="few runs, and three errors' slack")
    parser.add_argument("--only", default=",".join(CHECKS), help="checks, such as C1,C6")
    parser.add_argument("--data", type=Path, default=DATA, help="real articles, a Parquet file")
    parser.add_argument("--json", type=Path, help="a file to write all cells to")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return the exit code: 1 where a target is missed."""
    options = _arguments(arguments)
    only = options.only.split(",")
    if unknown := sorted(set(only) - set(CHECKS)):
        sys.stderr.write(f"no such check: {', '.join(unknown)}; there are {', '.join(CHECKS)}\n")
        return 2
    exists = options.data.is_file()
    plan = Plan(
        reduced=options.reduced,
        data=options.data if exists else None,
        why_no_data="" if exists else f"skipped: there is no {options.data.name}",
    )
    found, before = [], time.process_time()
    for cell in cells(plan, only):
        found.append(cell)
        seconds = time.process_time() - before
        sys.stderr.write(f"{seconds:6.0f} s  {cell.check}  {cell.what}, {cell.where}\n")
    sys.stdout.write(table(found))
    if options.json:
        options.json.write_text(_json(found), encoding="utf-8")
    return 0 if all(cell.ok for cell in found) else 1
