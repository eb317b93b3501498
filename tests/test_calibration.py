"""Intervals and tests hold what they promise, as far as a minute shows it.

The whole of it, with many runs and on real articles: ``python tests/benchmarks/calibration.py``.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.benchmarks import calibration
from tests.benchmarks.calibration_checks import command
from tests.benchmarks.calibration_checks.controls import negative_controls
from tests.benchmarks.calibration_checks.coverage import coverage_of_articles
from tests.benchmarks.calibration_checks.null_pairs import exact_tests
from tests.benchmarks.calibration_checks.plan import Cell, Plan, Target

REDUCED = Plan(reduced=True)


@pytest.mark.parametrize("measure", [coverage_of_articles, exact_tests, negative_controls])
def test_targets_are_met(measure: Callable[[Plan], Iterator[Cell]]) -> None:
    """Intervals hold the truth, a test its level, and methods known to be wrong fail."""
    missed = [cell for cell in measure(REDUCED) if not cell.ok]

    assert [] == missed


def test_a_figure_outside_its_target_is_a_miss() -> None:
    """A size of .5 is none of .05, whatever the slack; .06 may be, from few runs."""
    target = Target(0.037, 0.063)
    half = REDUCED.share("C6", "size", "", target, [True, False] * 50)
    near = REDUCED.share("C6", "size", "", target, [True] * 7 + [False] * 93)
    strict = Plan().share("C6", "size", "", target, [True] * 7 + [False] * 93)

    assert [False, True, False] == [half.ok, near.ok, strict.ok]


def test_a_size_at_its_level_is_no_miss() -> None:
    """A mean of shares may be 2.6 standard errors above the level, and as far below as it likes."""
    spread = [0.01, 0.09] * 50  # mean .05, standard error .004 and a little
    error = 0.04 * (100 / 99) ** 0.5 / 10

    for above, ok in ((2.5, True), (2.7, False), (-9, True)):
        shifted = [share + above * error for share in spread]
        cell = Plan().at_most("C10", "terms", "", 0.05, shifted)
        assert (0.05 + above * error, error) == pytest.approx((cell.measured, cell.error))
        assert ok == cell.ok


def test_a_miss_ends_with_1_and_stands_in_the_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of several cells, the worst is shown."""

    def measure(plan: Plan) -> Iterator[Cell]:
        for where, measured in (("near", 0.94), ("far", 0.80), ("good", 0.97)):
            yield plan.cell("C1", "coverage", where, Target(low=0.93), measured, 0.01)

    monkeypatch.setattr(command, "_MEASUREMENTS", ((("C1",), measure),))
    code = command.main(["--only", "C1"])
    row = "| C1 | coverage | 3 | at least 0.93 | 0.8000 | 0.0100 | far | NO |"

    assert 1 == code
    assert row == capsys.readouterr().out.splitlines()[-1]


def test_checks_of_real_articles_are_skipped_without_them(tmp_path: Path) -> None:
    """The benchmark runs as a file from anywhere, and says what it left out."""
    script = str(Path(calibration.__file__).resolve())
    result = subprocess.run(
        [sys.executable, script, "--only", "C14,C16", "--data", "none.parquet"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )

    assert 0 == result.returncode
    assert 2 == result.stdout.count("| - | - | skipped: there is no none.parquet | - |")


def test_unknown_checks_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A slip of the finger does not pass for a check that was met."""
    code = command.main(["--only", "C1,C61"])

    assert 2 == code
    assert capsys.readouterr().err.startswith("no such check: C61; there are C1, C2, ")
