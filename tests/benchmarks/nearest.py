"""How much finding the nearest and the farthest pairs takes.

``python tests/benchmarks/nearest.py``: groups with made-up hits are paired, and the articles of a
folder of counts if one is named (``framing count news.parquet -o counts``). The hits of a group are
10 and a number that is log-normal, dealt to frames by shares from a Dirichlet distribution: with a
concentration of .5, as in articles, most hits are of one or two frames and many groups have the
same shares; with 5 and from 200 hits on, as in outlets, nearly all are different. Each search is
timed in a process of its own. What is counted are divergences, and pairs of boxes of which it was
computed what none of their pairs is beyond.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

_KINDS = {"articles": (10, 0.5), "outlets": (200, 5.0)}
"""Of each kind of groups the fewest hits and the concentration of their shares."""


def _search(kind: str, groups: int, frames: int, most: int, farthest: bool) -> None:
    """Search once, and print what it took."""
    import resource

    import numpy as np

    from framing.measures.divergence import jensen_shannon_rows
    from framing.measures.extreme_search import find_extreme_pairs

    if kind in _KINDS:
        fewest, concentration = _KINDS[kind]
        random = np.random.default_rng(1)
        totals = fewest + random.lognormal(2.3, 1, groups).astype(np.int64)
        hits = random.multinomial(totals, random.dirichlet(np.full(frames, concentration), groups))
    else:
        from framing.groups import group
        from framing.stored import load_counts

        by_article = group(load_counts(kind).counts, "article")
        hits = by_article.divided_hits[by_article.spans >= 10]
    start = time.perf_counter()
    found = find_extreme_pairs(hits, most, farthest=farthest)
    seconds = time.perf_counter() - start
    last = hits[found.pairs[-1:]].astype(np.float64)
    taken = {
        "groups": len(hits),
        "frames": hits.shape[1],
        "which": "farthest" if farthest else "nearest",
        "last": float(jensen_shannon_rows(last[:, 0], last[:, 1])[0]),
        "seconds": seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
        "looked_at": found.measured + found.bounded,
        "share": (found.measured + found.bounded) / (len(hits) * (len(hits) - 1) / 2),
    }
    sys.stdout.write(json.dumps(taken))


def main() -> None:
    """Search in processes of their own, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--groups", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--frames", type=int, nargs="+", default=[5])
    parser.add_argument("--most", type=int, default=100, help="how many pairs are looked for")
    parser.add_argument("--counts", type=Path, help="a folder of counts, to be paired by article")
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        kind, groups, frames, most, farthest = given.one
        _search(kind, int(groups), int(frames), int(most), farthest == "farthest")
        return
    jobs = [(kind, g, f) for kind in _KINDS for f in given.frames for g in given.groups]
    if given.counts:
        jobs.append((str(given.counts), 0, 0))
    sys.stdout.write(
        "| | groups | frames | | last, bits | s | peak memory, MB | looked at | of all pairs |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )
    for kind, groups, frames in jobs:
        for which in ("nearest", "farthest"):
            words = ["--one", kind, str(groups), str(frames), str(given.most), which]
            done = subprocess.run(
                [sys.executable, __file__, *words], check=True, capture_output=True, text=True
            )
            one = json.loads(done.stdout)
            sys.stdout.write(
                f"| {kind} | {one['groups']:,} | {one['frames']} | {which} | {one['last']:.4f} "
                f"| {one['seconds']:.1f} | {one['peak']:,.0f} | {one['looked_at']:,} "
                f"| {100 * one['share']:.2g} % |\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
