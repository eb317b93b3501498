"""Files that are no counts, or are not as they were written, are refused in one sentence."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import framing
from framing import InputError, Lexicon, load_counts
from framing.footer import COUNTS_KEY, is_counts_file
from framing.stored import partition, store_counts
from framing.stored.columns import schema
from tests.stored.conftest import make_articles


@pytest.fixture
def file(tmp_path: Path, lexicon: Lexicon) -> Path:
    """A file of counts."""
    store_counts(make_articles(7), tmp_path / "c", lexicon)
    (path,) = (tmp_path / "c").iterdir()
    return path


def _written(frame: pl.DataFrame, record: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file, metadata={COUNTS_KEY: json.dumps(record)})
    return file.getvalue()


def _record(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(pl.read_parquet_metadata(path)[COUNTS_KEY])
    return record


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off(file: Path, share: float) -> None:
    """Whatever is left of it."""
    content = file.read_bytes()
    file.write_bytes(content[: int(share * len(content))])

    assert not is_counts_file(file)
    with pytest.raises(InputError, match=r"counts cannot be read .*cut off.* remove it and count"):
        load_counts(file.parent)


def test_any_byte_that_changes(file: Path) -> None:
    """A change anywhere is noticed, or changes nothing."""
    content = file.read_bytes()
    sound = load_counts(file).frame
    for place in range(4, len(content), max(len(content) // 60, 1)):
        file.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        try:
            loaded = load_counts(file.parent)
        except InputError as error:
            assert str(file) in str(error)  # noqa: PT017
        else:
            assert loaded.frame.equals(sound)


def test_another_parquet_file(file: Path, tmp_path: Path) -> None:
    """A table that is no counts, in the place of counts or named as them."""
    other = tmp_path / "other.parquet"
    pl.DataFrame({"text": ["Rain."], "outlet": ["A"]}).write_parquet(other)

    assert not is_counts_file(other)
    with pytest.raises(InputError, match="holds no counts; make them with framing count"):
        load_counts(other)
    file.write_bytes(other.read_bytes())
    with pytest.raises(InputError, match="is Parquet, but holds no counts"):
        load_counts(file.parent)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda record: record.update(words="0"), "by version '0' of what a word is"),
        (lambda record: record.update(schema=99), "have schema 99, this program reads schema 1"),
        (lambda record: record.update(kind="x"), "are no counts"),
        (lambda record: record.update(level="shareable"), "their hash is not that"),
        (lambda record: record.update(level="words"), "counts are damaged"),
        (lambda record: record.update(part=[2, 1]), "counts are damaged"),
        (lambda record: record.update(shard=[1]), "counts are damaged"),
        (lambda record: record.update(shards=[[3, 2]]), "counts are damaged"),
        (lambda record: record.update(shards=[[1, 2]]), "their hash is not that"),
        (lambda record: record.update(articles=6), "other columns or rows"),
        (lambda record: record.update(sha256="0"), "their hash is not that"),
        (lambda record: record.pop("settings"), "counts are damaged"),
        (lambda record: record["settings"].update(keep_furniture=1), "counts are damaged"),
        (lambda record: record["lexicon"].update(name="x"), "their hash is not that"),
        (lambda record: record["lexicon"].update(status="x"), "counts are damaged"),
        (lambda record: record["lexicon"]["frames"].pop(), "the lexicon is not the one"),
        (lambda record: record["lexicon"].update(frames=[]), "counts are damaged"),
    ],
)
def test_metadata_that_were_edited(
    file: Path, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    """What a file says of itself must be what was written."""
    record = _record(file)
    change(record)
    file.write_bytes(_written(pl.read_parquet(file), record))

    with pytest.raises(InputError, match=message) as caught:
        load_counts(file)
    assert str(file) in str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", "{", "1", '"framing counts"', "null"])
def test_metadata_that_are_something_else(file: Path, text: str) -> None:
    """They need not even be JSON."""
    content = io.BytesIO()
    pl.read_parquet(file).write_parquet(content, metadata={COUNTS_KEY: text})
    file.write_bytes(content.getvalue())

    with pytest.raises(InputError, match="are no counts"):
        load_counts(file)


def _other(value: Any) -> Any:
    """Return something else of the same type; of a list, with another last item."""
    if isinstance(value, list):
        return [*value[:-1], _other(value[-1])]
    if isinstance(value, bool):
        return not value
    return value + "x" if isinstance(value, str) else abs(value - 1)


@pytest.mark.parametrize("column", schema())
def test_rows_that_were_edited(file: Path, column: str) -> None:
    """No column can be changed unnoticed, not even by one item in a list."""
    frame = pl.read_parquet(file)
    rows = frame[column].to_list()
    row = next((i for i, value in enumerate(rows) if value), 0)
    rows[row] = _other(rows[row])
    changed = frame.with_columns(pl.Series(column, rows, dtype=frame.schema[column]))
    assert not changed.equals(frame)
    file.write_bytes(_written(changed, _record(file)))

    with pytest.raises(InputError, match="their hash is not that of what they hold"):
        load_counts(file)


def test_rows_that_do_not_agree(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the hash is right, nothing points to what is not there."""
    frame, record = pl.read_parquet(file), _record(file)
    monkeypatch.setattr(partition, "_sha256", lambda *_: record["sha256"])
    largest = pl.element() + 99
    for changed in (
        frame.with_columns(pl.col("term_counts").list.head(1)),
        frame.with_columns(pl.col("term_paragraphs").list.eval(largest)),
        frame.with_columns(pl.col("hit_paragraphs").list.eval(largest)),
        frame.with_columns(pl.col("hit_entries").list.eval(largest)),
        frame.with_columns(article=pl.lit("a")),
        frame.with_columns(outlet=pl.lit(None, dtype=pl.String)),
    ):
        file.write_bytes(_written(changed.cast(pl.Schema(schema())), record))
        with pytest.raises(InputError, match="columns do not agree"):
            load_counts(file)


def test_other_columns(file: Path) -> None:
    """A column more or less is not what was written."""
    file.write_bytes(_written(pl.read_parquet(file).drop("words"), _record(file)))

    with pytest.raises(InputError, match="other columns or rows"):
        load_counts(file)


def test_a_damaged_file_is_not_written_over(file: Path, lexicon: Lexicon) -> None:
    """Whoever counts again is told which file to remove."""
    file.write_bytes(b"PAR1 something")

    with pytest.raises(InputError, match="remove it and count the articles anew"):
        store_counts(make_articles(7), file.parent, lexicon)
    file.unlink()
    assert store_counts(make_articles(7), file.parent, lexicon).counted == 7


def test_counts_of_no_article(tmp_path: Path, lexicon: Lexicon) -> None:
    """A shard may be empty; alone it has nothing to measure."""
    store_counts(make_articles(1), tmp_path / "c", lexicon, shard=(1, 1000))

    with pytest.raises(InputError, match="holds counts of no article"):
        framing.compare(tmp_path / "c")


def test_only_counts_are_taken_for_counts(tmp_path: Path, file: Path) -> None:
    """By what a file says at its end; a folder, or nothing at all, says nothing."""
    assert is_counts_file(file)
    assert not is_counts_file(tmp_path)
    assert not is_counts_file(tmp_path / "nothing")
    (tmp_path / "small").write_bytes(b"PAR1")
    assert not is_counts_file(tmp_path / "small")
    (tmp_path / "lies").write_bytes(b"\xff\xff\xff\xffPAR1")
    assert not is_counts_file(tmp_path / "lies")
