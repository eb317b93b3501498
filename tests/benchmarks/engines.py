"""How fast each engine counts: ``python tests/benchmarks/engines.py [ARTICLES.parquet]``.

Counting alone, from texts in memory to the counts of each outlet, on two threads, beside
scikit-learn's TfidfVectorizer on the same texts, which takes one core. All take turns in one
process, and the quickest turn of each is compared. Times are of this machine and of what else it
does; what can be compared is their ratio.

Without a file the bundled articles are counted, over and over under new ids. ``--check`` fails if
an engine's ratio of processor time to TfidfVectorizer, which a busy machine changes little, is less
than half of what ``ratios.json`` has; ``--record`` writes what was measured into it.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from framing.engines import EngineName

RATIOS = Path(__file__).with_name("ratios.json")
_LEAST = 0.5  # of a ratio that was recorded
_MEGABYTES = 12
_ENGINES: "tuple[EngineName, ...]" = ("numpy", "compiled")


class _Time(NamedTuple):
    seconds: float
    processor: float  # seconds of all cores together


def _bundled(megabytes: float) -> "dict[str, list[str]]":
    """Return the columns of the bundled articles, repeated to a size."""
    from framing.readers import read_bundled_story

    articles = read_bundled_story(keep_furniture=False).articles
    times = int(megabytes * 1e6 / sum(len(one.text.encode()) for one in articles)) + 1
    repeated = [(number, one) for number in range(times) for one in articles]
    return {
        "id": [f"{number}-{one.id}" for number, one in repeated],
        "outlet": [one.outlet for _, one in repeated],
        "text": [one.text for _, one in repeated],
    }


def _measure(columns: "Mapping[str, list[str]]", rounds: int) -> dict[str, _Time]:
    """Return what the quickest round of each way to count took."""
    import polars as pl
    from sklearn.feature_extraction.text import TfidfVectorizer

    from framing import load_lexicon
    from framing.scale import Batch, count_texts

    lexicon = load_lexicon()
    table = pl.DataFrame({name: columns[name] for name in ("id", "outlet", "text")})

    def count(engine: "EngineName") -> object:
        batch = Batch(table["text"], table["outlet"], table["id"])
        return count_texts([batch], lexicon, engine=engine, threads=2)

    ways: dict[str, Callable[[], object]] = {
        "TfidfVectorizer": lambda: TfidfVectorizer().fit_transform(columns["text"]),
        "numpy": lambda: count("numpy"),
        "compiled": lambda: count("compiled"),
    }
    small = Batch(table["text"][:20], table["outlet"][:20], table["id"][:20])
    for engine in _ENGINES:  # loads, and compiles the first time
        count_texts([small], lexicon, engine=engine)
    taken: dict[str, list[_Time]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            start, processor = time.perf_counter(), time.process_time()
            run()
            spent = _Time(time.perf_counter() - start, time.process_time() - processor)
            taken[name].append(spent)
    return {
        name: _Time(min(t.seconds for t in times), min(t.processor for t in times))
        for name, times in taken.items()
    }


def too_slow(ratios: Mapping[str, float], recorded: Mapping[str, float]) -> list[str]:
    """Name what is less than half as fast, beside TfidfVectorizer, as it was when recorded."""
    return [
        f"{name} is {ratios[name]:.1f} times TfidfVectorizer and was {recorded[name]:.1f}"
        for name in recorded
        if ratios[name] < _LEAST * recorded[name]
    ]


def main() -> None:
    """Measure, print, and compare with what was recorded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, nargs="?", help="a Parquet file with id, outlet, text")
    parser.add_argument("--rounds", type=int, default=3, help="the quickest counts")
    parser.add_argument("--check", action="store_true", help="fail if something became slow")
    parser.add_argument("--record", action="store_true", help="write the ratios down")
    given = parser.parse_args()
    if given.path is None:
        columns = _bundled(_MEGABYTES)
    else:
        import polars as pl

        table = pl.read_parquet(given.path, columns=["id", "outlet", "text"])
        columns = table.with_columns(pl.col("text").fill_null("")).to_dict(as_series=False)
    megabytes = sum(len(text.encode()) for text in columns["text"]) / 1e6
    times = _measure(columns, given.rounds)
    base = times["TfidfVectorizer"]
    for name, taken in times.items():
        sys.stdout.write(
            f"{name:16} {megabytes:7,.1f} MB {taken.seconds:6.2f} s {taken.processor:6.2f} CPU s, "
            f"{base.seconds / taken.seconds:5.1f} times TfidfVectorizer "
            f"({base.processor / taken.processor:.1f} by processor time)\n"
        )
    ratios: dict[str, float] = {name: base.processor / times[name].processor for name in _ENGINES}
    if given.record:
        rounded = {name: round(ratio, 1) for name, ratio in ratios.items()}
        RATIOS.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    if given.check:
        slow = too_slow(ratios, json.loads(RATIOS.read_text(encoding="utf-8")))
        if slow:
            sys.exit("; ".join(slow))


if __name__ == "__main__":
    main()
