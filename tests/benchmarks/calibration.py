"""Whether intervals hold the truth, tests keep their level and chance levels are those of chance.

Checks C1 to C12 and C15 draw synthetic articles with bursts of known size; C14 and C16 divide real
articles at random (``--data FILE``, a Parquet file with the columns id, outlet, topic and text,
which belongs to others and is not part of the project; both are skipped where it is absent). C13
and parts of C16 measure methods that are known to be wrong and have to fail.

``python tests/benchmarks/calibration.py`` prints the table that stands in docs/methods.md, one row
a figure with the worst of its cells, and exits with 1 where a target is missed.
"""

import sys
from pathlib import Path

__all__ = ["main"]


def main() -> int:
    """Measure, print the table, and return the exit code."""
    if not __package__:
        # Run as a file, it has only its own folder to import from; what it measures is the code
        # beside it, whichever is installed.
        sys.path.insert(0, str(Path(__file__).parent.parent.parent))
    from tests.benchmarks.calibration_checks.command import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
