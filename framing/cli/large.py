"""Sources of the main job: read article by article or, if large tables, counted by columns."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from framing.cli.config_values import CHOSEN
from framing.cli.lean import leave_out_fortran
from framing.cli.reading import check_strict, read_sources, remark_passed_over, tell
from framing.cli.reading_options import HowToRead
from framing.cli.streaming import all_told
from framing.cli.voice import detail
from framing.footer import is_counts_file

if TYPE_CHECKING:
    from framing.engines import EngineName
    from framing.readers.given import Prepared
    from framing.settings import Options

__all__ = ["read_or_count"]

_LARGE = 5_000_000
"""Bytes of tables from which on they are counted column by column, which takes a while to load."""

_WITH_MANIFEST = {"json", "parquet", "xlsx"}


def read_or_count(
    sources: list[str] | None,
    lexicon: str,
    how: HowToRead,
    form: str | None,
    output: Path | None,
    **options: Unpack["Options"],
) -> "Prepared":
    """Read the sources, or count them in one go if they are large tables.

    Args:
        sources: The sources.
        lexicon: The lexicon.
        how: How to read; its engine decides.
        form: The format of the output, if it is named.
        output: Where the output goes.
        **options: The fields of `Settings`.

    Returns:
        What can be measured; which of the two makes no difference to any result.
    """
    leave_out_fortran()
    keep_furniture = options.get("keep_furniture", False)
    if how.engine == "plain" or not _are_tables(sources, _LARGE if how.engine == "auto" else 0):
        return read_sources(sources, keep_furniture, how)
    from framing.engines import MachineCodeError, quickest_engine
    from framing.quickest import go_on_without
    from framing.readers import NothingReadError
    from framing.scale import UnfitError

    hashed = _hashed(form, output)
    engine = quickest_engine() if how.engine == "auto" else how.engine
    try:
        try:
            return _counted(sources or [], lexicon, how, engine, hashed, **options)
        except MachineCodeError as error:
            go_on_without(error)
            return _counted(sources or [], lexicon, how, quickest_engine(), hashed, **options)
    except NothingReadError as error:
        raise all_told(error) from None
    except UnfitError as reason:
        detail(f"Did not count the table column by column: {reason}")
        return read_sources(sources, keep_furniture, how)


def _counted(
    sources: list[str],
    lexicon: str,
    how: HowToRead,
    engine: "EngineName",
    hashed: bool,
    **options: Unpack["Options"],
) -> "Prepared":
    from framing.lexicon import load_lexicon
    from framing.readers.options import ReadOptions
    from framing.scale import UnfitError, count_tables
    from framing.settings import Settings
    from framing.table_counts import not_known

    settings = Settings(**options)
    if unknown := not_known(settings):
        raise UnfitError(f"{unknown} takes the articles themselves")
    remark_passed_over()
    if CHOSEN.read is not None:
        detail(f"Took settings from {CHOSEN.read}")
    read_options = ReadOptions(**how.keywords)
    counted = count_tables(
        sources,
        load_lexicon(lexicon),
        by=settings.by,
        where=settings.where,
        shared=settings.shared,
        options=read_options,
        hashed=hashed,
        engine=engine,
        meanwhile=partial(_load_measures, settings.reference),
    )
    tell(counted.problems)
    detail(f"Counted {counted.articles:,} articles column by column ({engine})")
    check_strict(counted, how)
    return replace(counted, texts_at_hand=True)


def _load_measures(reference: str) -> None:
    """Load what comes after counting, a fifth of a second of it, while other threads count."""
    import framing.comparison
    import framing.tables  # noqa: F401
    from framing.reference import load_reference

    load_reference(reference)


def _are_tables(sources: list[str] | None, size: int) -> bool:
    """Tell whether the sources are Parquet tables of articles of more than so many bytes."""
    files = [Path(source) for source in sources or ()]
    if not files or any(file.suffix.lower() != ".parquet" or not file.is_file() for file in files):
        return False
    if any(map(is_counts_file, files)):  # which are articles counted already
        return False
    return sum(file.stat().st_size for file in files) > size


def _hashed(form: str | None, output: Path | None) -> bool:
    """Tell whether the output holds the manifest, for which every article is hashed."""
    suffix = "" if output is None else output.suffix.lower().removeprefix(".")
    return (form or suffix) in _WITH_MANIFEST
