"""How fast many articles are counted: ``python tests/benchmarks/scanner.py ARTICLES.parquet``.

Times are of this machine and of what else it does; what can be compared is their ratio to
scikit-learn's TfidfVectorizer, which uses one core, measured in the same run on the same texts. The
compiled counter does the whole job, from the file to the counts of each outlet, and is timed in a
process of its own, with all that it loads; TfidfVectorizer is given its texts in memory.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_COUNT = """
import sys
from framing import load_lexicon
from framing.scale import count_texts, parquet_batches
path, engine, threads = sys.argv[1:]
count_texts(parquet_batches(path), load_lexicon(), engine=engine, threads=int(threads))
"""


class _Time(NamedTuple):
    seconds: float
    processor: float  # seconds of all cores together, which other work disturbs less


def _processor() -> float:
    own, children = (
        resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _time(run: Callable[[], object]) -> _Time:
    start, processor = time.perf_counter(), _processor()
    run()
    return _Time(time.perf_counter() - start, _processor() - processor)


def _count(path: Path, engine: str, threads: int) -> Callable[[], object]:
    arguments = [sys.executable, "-c", _COUNT, str(path), engine, str(threads)]
    return lambda: subprocess.run(arguments, check=True)


def _repeated(path: Path, times: int, folder: Path) -> Path:
    """Write the articles several times over, under new ids."""
    import polars as pl

    table = pl.read_parquet(path)
    many = folder / "repeated.parquet"
    copies = (table.with_columns(id=pl.lit(f"{n}-") + pl.col("id")) for n in range(times))
    pl.concat(copies).write_parquet(many)
    return many


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="a Parquet file with id, outlet and text")
    parser.add_argument("--repeat", type=int, default=1, help="how often each article is counted")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1, help="the quickest is shown")
    parser.add_argument("--plain", action="store_true", help="time the plain engine too, once over")
    arguments = parser.parse_args()
    import polars as pl
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = pl.read_parquet(arguments.path, columns=["text"])["text"].fill_null("")
    size = int(texts.str.len_bytes().cast(pl.Int64).sum()) / 1e6
    listed = texts.to_list()
    rows: list[tuple[str, float, list[_Time]]] = []
    with tempfile.TemporaryDirectory() as folder:
        many = _repeated(arguments.path, arguments.repeat, Path(folder))
        jobs = [
            ("TfidfVectorizer, fit_transform alone", size,
             lambda: TfidfVectorizer().fit_transform(listed)),
            ("compiled, once over", size, _count(arguments.path, "compiled", arguments.threads)),
        ]  # fmt: skip
        if arguments.repeat > 1:
            name = f"compiled, {arguments.repeat} times over"
            counted = _count(many, "compiled", arguments.threads)
            jobs.append((name, size * arguments.repeat, counted))
        if arguments.plain:
            jobs.append(("plain, once over", size, _count(arguments.path, "plain", 1)))
        rows = [(name, megabytes, []) for name, megabytes, _ in jobs]
        _count(arguments.path, "compiled", 1)()  # compiles, the first time
        for _ in range(arguments.rounds):
            for (_, _, taken), (_, _, run) in zip(rows, jobs, strict=True):
                taken.append(_time(run))
    _print(
        [
            (name, megabytes, _Time(min(t.seconds for t in taken), min(t.processor for t in taken)))
            for name, megabytes, taken in rows
        ]
    )


def _print(rows: list[tuple[str, float, _Time]]) -> None:
    """Print times and their ratio to those of the first row."""
    _, megabytes, taken = rows[0]
    yardstick = _Time(megabytes / taken.seconds, megabytes / taken.processor)
    sys.stdout.write(
        f"{'':49} {'s':>7} {'MB/s':>7} {'ratio':>7} {'CPU s':>7} {'MB/CPU s':>9}  ratio\n"
    )
    for name, megabytes, taken in rows:
        speed, efficiency = megabytes / taken.seconds, megabytes / taken.processor
        sys.stdout.write(
            f"{name:38} {megabytes:7,.0f} MB {taken.seconds:7.2f} {speed:7.1f}"
            f" {speed / yardstick.seconds:7.2f} {taken.processor:7.2f} {efficiency:9.1f}"
            f" {efficiency / yardstick.processor:6.2f}\n"
        )


if __name__ == "__main__":
    main()
