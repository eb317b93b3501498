"""How much a large table takes, end to end: ``python tests/benchmarks/throughput.py BIG.parquet``.

The whole job, from a Parquet file to a CSV file of the emphasis of each outlet, is timed in a
process of its own, start-up and all. Beside it, in processes of their own and on the same file:
scikit-learn's TfidfVectorizer alone, and TfidfVectorizer with one compiled expression of all
patterns of the lexicon, which is what somebody would write by hand. Of these two only the work on
the texts is timed, without reading the file. All of it is measured in one run, since the times are
of this machine and of what else it does; ratios can be compared. What the same command takes for
the first 250 articles is its start-up, and the ratio is shown with it and without.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

_FRAMING = [sys.executable, "-m", "framing"]
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
_FEW = 250  # so few that little but start-up takes time
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
        ratio_apart: The same with the start-up of the command apart.
        peak: The most memory it held, in megabytes.
        processor: Seconds of all cores together, of the whole process.
    """

    name: str
    megabytes: float
    seconds: float
    speed: float
    ratio: float
    ratio_apart: float
    peak: float
    processor: float


def _run(command: list[str]) -> tuple[float, float, float]:
    """Run a command in a process of its own; return seconds, megabytes and processor seconds."""
    # As for users, whose second run finds the modules compiled.
    kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    found = subprocess.run(
        [sys.executable, "-c", _RUN, *command], check=True, capture_output=True, text=True, env=kept
    )
    seconds, kilobytes, processor = map(float, found.stdout.split())
    return seconds, kilobytes * 1024 / 1e6, processor


def _tables(path: Path, articles: list[int], folder: Path) -> dict[int, tuple[Path, float]]:
    """Write tables with so many articles, those of a table over and over under new ids.

    Return by number of articles the file and its megabytes of text.
    """
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


@dataclass(frozen=True)
class _Job:
    name: str
    megabytes: float
    articles: int
    command: list[str]
    engine: str = ""


def _jobs(given: argparse.Namespace, rows: int, most: int, folder: Path) -> list[_Job]:
    """Return what is to be timed; of each engine the smallest table comes first."""
    steps = [number for number in (1000, 10_000, 100_000) if number < most] if given.growth else []
    tables = _tables(given.path, sorted({_FEW, *steps, rows, most}), folder)
    path, megabytes = tables[rows]
    vectorizer = [sys.executable, "-c", _VECTORIZER, str(path)]
    jobs = [_Job("TfidfVectorizer", megabytes, rows, [*vectorizer, "alone"])]
    if given.by_hand:
        jobs.append(_Job("TfidfVectorizer and re", megabytes, rows, [*vectorizer, "lexicon"]))
    jobs.append(_Job("framing --version", 0, 0, [*_FRAMING, "--version", "-q"]))
    results = folder / ("results" if given.command == "compare" else "results.csv")
    for engine in given.engine or ["compiled"]:
        for number, (path, megabytes) in tables.items():
            how = ["--no-shared", "--format", "csv", "-o", str(results), "--engine", engine]
            name = f"{given.command}, {engine}, {number:,} articles"
            command = [*_FRAMING, given.command, str(path), *how]
            jobs.append(_Job(name, megabytes, number, command, engine))
    return jobs


def _measure(jobs: list[_Job], rounds: int) -> list[Measured]:
    """Run all jobs in turn, some rounds; of each the quickest counts."""
    for engine, job in {job.engine: job for job in jobs if job.articles == _FEW}.items():
        if engine:
            _run(job.command)  # compiles, the first time
    taken = [[_run(job.command) for job in jobs] for _ in range(rounds)]
    best = [min(times) for times in zip(*taken, strict=True)]
    base = jobs[0].megabytes / best[0][0]
    measured = []
    start_up = 0.0
    for job, (seconds, peak, processor) in zip(jobs, best, strict=True):
        start_up = seconds if job.articles == _FEW else start_up if job.engine else 0.0
        speed, apart = job.megabytes / seconds, job.megabytes / max(seconds - start_up, 1e-9)
        ratio_apart = 0.0 if job.articles == _FEW else apart / base
        ratios = speed / base, ratio_apart
        measured.append(Measured(job.name, job.megabytes, seconds, speed, *ratios, peak, processor))
    return measured


def _plot(jobs: list[_Job], measured: list[Measured], path: Path) -> None:
    """Draw how time and memory grow with the number of articles."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "framing"
    from matplotlib import pyplot as plt

    figure, (times, memory) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for engine in dict.fromkeys(job.engine for job in jobs if job.engine):
        rows = [
            (job.articles, one.seconds, one.peak)
            for job, one in zip(jobs, measured, strict=True)
            if job.engine == engine
        ]
        articles, seconds, peak = zip(*rows, strict=True)
        times.loglog(articles, seconds, "o-", label=f"framing, {engine}")
        memory.semilogx(articles, peak, "o-", label=f"framing, {engine}")
    times.loglog(jobs[0].articles, measured[0].seconds, "kx", label="TfidfVectorizer alone")
    memory.semilogx(jobs[0].articles, measured[0].peak, "kx", label="TfidfVectorizer alone")
    times.set(xlabel="articles", ylabel="seconds, start-up included")
    memory.set(xlabel="articles", ylabel="peak memory, MB", ylim=(0, None))
    times.legend()
    for axes in (times, memory):
        axes.grid(alpha=0.3)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="a Parquet file with id, outlet, title and text")
    parser.add_argument("--megabytes", type=float, default=0, help="the size to repeat it to")
    parser.add_argument("--articles", type=int, default=0, help="the number to repeat it to")
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
    parser.add_argument(
        "--plot", type=Path, help="a picture of the growth; takes pip install matplotlib"
    )
    given = parser.parse_args()
    import polars as pl

    table = pl.scan_parquet(given.path).select(pl.len(), pl.col("text").str.len_bytes().sum())
    rows, size = table.collect().row(0)
    most = max(rows, given.articles, int(rows * given.megabytes * 1e6 / size))
    with tempfile.TemporaryDirectory() as name:
        jobs = _jobs(given, rows, most, Path(name))
        measured = _measure(jobs, given.rounds)
    _print(measured)
    if given.json:
        given.json.write_text(json.dumps([asdict(one) for one in measured], indent=1) + "\n")
    if given.plot:
        _plot(jobs, measured, given.plot)


def _print(measured: list[Measured]) -> None:
    sys.stdout.write(
        f"{'':38} {'MB':>8} {'s':>8} {'MB/s':>8} {'ratio':>7} {'apart':>7} {'peak MB':>8}"
        f" {'CPU s':>7}\n"
    )
    for one in measured:
        sys.stdout.write(
            f"{one.name:38} {one.megabytes:8,.1f} {one.seconds:8.2f} {one.speed:8.1f} "
            f"{one.ratio:7.2f} {one.ratio_apart:7.2f} {one.peak:8,.0f} {one.processor:7.2f}\n"
        )


if __name__ == "__main__":
    main()
