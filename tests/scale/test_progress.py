"""Whoever waits for a large table sees how far it has come."""

from pathlib import Path

import polars as pl

from framing import Lexicon
from framing.scale import count_tables
from framing.steps import watched


def test_the_rows_are_told_from_none_to_all(tmp_path: Path, lexicon: Lexicon) -> None:
    """Of all tables together, whether there is a text in a row or not."""
    told: list[tuple[str, float, float]] = []
    for name, rows in (("a", 2500), ("b", 500)):
        texts = [f"Rain {row}." if row % 7 else "" for row in range(rows)]
        frame = pl.DataFrame({"text": texts, "outlet": ["North", "South"] * (rows // 2)})
        frame.write_parquet(tmp_path / f"{name}.parquet")

    with watched(lambda *step: told.append(step)):
        count_tables([tmp_path / "a.parquet", tmp_path / "b.parquet"], lexicon, engine="plain")

    of_rows = [step for step in told if step[0] == "rows"]
    assert ("rows", 0, 3000) == of_rows[0]
    assert ("rows", 3000, 3000) == of_rows[-1]
    assert len(of_rows) > 3
    assert of_rows == sorted(of_rows)
