"""How much a large table takes, end to end: ``python tests/benchmarks/throughput.py BIG.parquet``.

The whole job, from a Parquet file to a CSV file of the emphasis of each outlet, is timed in a
process of its own, start-up and all. Beside it, in processes of their own and on the same file:
scikit-learn's TfidfVectorizer alone, and TfidfVectorizer with one compiled expression of all
patterns of the lexicon, which is what somebody would write by hand. Of these two only the work on
the texts is timed, without reading the file. All of it is measured in one run, since the times are
of this machine and of what else it does; ratios can be compared.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

_FRAMING = [sys.executable, "-m", "framing"]
_VECTORIZER = """
import sys, time
import polars as pl
from sklearn.feature_extraction.text import TfidfVectorizer
texts = pl.read_parquet(sys.argv[1], columns=["text"])["text"].fill_null("").to_list()
start = time.perf_counter()
TfidfVectorizer().fit_transform(texts)
if sys.argv[2] == "lexicon":
    import re
    from framing import load_lexicon
    words = (
        re.escape(pattern.text).replace(r"\\*", r"\\w*").replace(r"\\?", r"\\w")
        for frame in load_lexicon().frames for pattern in frame.patterns
    )
    find = re.compile(r"\\b(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\\b", re.I)
    sum(len(find.findall(text)) for text in texts)
print("seconds", time.perf_counter() - start)
"""
_RUN = """
import resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
seconds = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
said = done.stdout.decode().split()
told = float(said[-1]) if said[:1] == ["seconds"] else seconds
print(told, usage.ru_maxrss, usage.ru_utime + usage.ru_stime)
"""


@dataclass(frozen=True)
class Measured:
    """One way to go through a table.

    Attributes:
        name: What was done.
        megabytes: The size of the texts.
        seconds: How long it took.
        speed: Megabytes a second.
        ratio: The speed as a multiple of TfidfVectorizer's.
        peak: The most memory it held, in megabytes.
        processor: Seconds of all cores together, of the whole process.
    """

    name: str
    megabytes: float
    seconds: float
    speed: float
    ratio: float
    peak: float
    processor: float


def _run(command: list[str]) -> tuple[float, float, float]:
    """Run a command in a process of its own; return seconds, megabytes and processor seconds."""
    found = subprocess.run(
        [sys.executable, "-c", _RUN, *command], check=True, capture_output=True, text=True
    )
    seconds, kilobytes, processor = map(float, found.stdout.split())
    return seconds, kilobytes * 1024 / 1e6, processor


def _tables(path: Path, articles: list[int], folder: Path) -> dict[int, tuple[Path, float]]:
    """Write tables with so many articles, those of a table over and over under new ids."""
    import polars as pl

    table = pl.read_parquet(path)
    written = {}
    for number in articles:
        times = -(-number // len(table))
        copies = (table.with_columns(id=pl.lit(f"{n}-") + pl.col("id")) for n in range(times))
        many = pl.concat(copies).head(number)
        target = folder / f"{number}.parquet"
        many.write_parquet(target)
        size = int(many["text"].fill_null("").str.len_bytes().cast(pl.Int64).sum()) / 1e6
        written[number] = target, size
    return written


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="a Parquet file with id, outlet, title and text")
    parser.add_argument("--megabytes", type=float, default=0, help="the size to repeat it to")
    parser.add_argument("--rounds", type=int, default=1, help="the quickest is shown")
    parser.add_argument("--growth", action="store_true", help="time fewer articles as well")
    parser.add_argument("--command", default="emphasis", help="emphasis, pairs or compare")
    parser.add_argument(
        "--engine",
        action="append",
        choices=["plain", "numpy", "compiled"],
        help="how tables are counted (compiled); may be given several times",
    )
    parser.add_argument("--by-hand", action="store_true", help="with the lexicon as expressions")
    parser.add_argument("--json", type=Path, help="a file for the numbers")
    given = parser.parse_args()
    import polars as pl

    table = pl.scan_parquet(given.path).select(pl.len(), pl.col("text").str.len_bytes().sum())
    rows, size = table.collect().row(0)
    most = max(rows, int(rows * given.megabytes * 1e6 / size))
    steps = [number for number in (1000, 10_000, 100_000) if number < most] if given.growth else []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = _tables(given.path, sorted({*steps, rows, most}), folder)
        jobs: list[tuple[str, float, list[str]]] = []
        vectorizer = [sys.executable, "-c", _VECTORIZER, str(tables[rows][0])]
        jobs.append(("TfidfVectorizer", tables[rows][1], [*vectorizer, "alone"]))
        if given.by_hand:
            jobs.append(("TfidfVectorizer and re", tables[rows][1], [*vectorizer, "lexicon"]))
        jobs.append(("framing --version", 0, [*_FRAMING, "--version", "-q"]))
        for engine in given.engine or ["compiled"]:
            for number, (path, megabytes) in tables.items():
                output = ["--format", "csv", "-o", str(folder / "results"), "--engine", engine]
                if given.command != "compare":
                    output[3] += ".csv"
                command = [*_FRAMING, given.command, str(path), "--no-shared", *output]
                what = f"{given.command}, {engine}, {number:,} articles"
                jobs.append((what, megabytes, command))
            _run(command)  # compiles, the first time
        taken = [[_run(command) for _, _, command in jobs] for _ in range(given.rounds)]
    best = [min(times) for times in zip(*taken, strict=True)]
    base = jobs[0][1] / best[0][0]
    measured = [
        Measured(name, mb, seconds, mb / seconds, mb / seconds / base, peak, processor)
        for (name, mb, _), (seconds, peak, processor) in zip(jobs, best, strict=True)
    ]
    _print(measured)
    if given.json:
        given.json.write_text(json.dumps([asdict(one) for one in measured], indent=1) + "\n")


def _print(measured: list[Measured]) -> None:
    head = f"{'':38} {'MB':>8} {'s':>8} {'MB/s':>8} {'ratio':>7} {'peak MB':>8} {'CPU s':>7}\n"
    sys.stdout.write(head)
    for one in measured:
        sys.stdout.write(
            f"{one.name:38} {one.megabytes:8,.1f} {one.seconds:8.2f} {one.speed:8.1f} "
            f"{one.ratio:7.2f} {one.peak:8,.0f} {one.processor:7.2f}\n"
        )


if __name__ == "__main__":
    main()
