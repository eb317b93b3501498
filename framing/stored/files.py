"""From what a user names to the files of counts."""

import glob
from collections.abc import Iterable
from pathlib import Path

from framing.errors import InputError
from framing.footer import PARTITIONS, PENDING, is_counts_file

__all__ = ["holds_counts", "is_pending", "partitions_of"]


def partitions_of(sources: Iterable[str | Path]) -> list[Path]:
    """Return the files of counts that sources stand for, each once."""
    paths: dict[Path, Path] = {}
    for source in sources:
        found = [file for path in _expanded(source) for file in _files(path)]
        if is_pending(Path(source)):
            raise InputError(
                f"{source}: the counting was interrupted, or is going on; give the same framing "
                "count again, which goes on where it was"
            )
        if not found:
            raise InputError(f"{source}: holds no counts; make them with framing count")
        paths |= {path.resolve(): path for path in found}
    return sorted(paths.values())


def is_pending(folder: Path) -> bool:
    """Tell whether counting into a folder was interrupted, or is going on."""
    return any(folder.glob(f"{PENDING}*/*.parquet"))


def holds_counts(source: str | Path) -> bool:
    """Tell whether a folder, a file or all that a pattern matches are counts, finished or not."""
    paths = _expanded(source)
    return bool(paths) and all(_files(path) or is_pending(path) for path in paths)


def _expanded(source: str | Path) -> list[Path]:
    path = Path(source)
    if not path.exists() and glob.has_magic(str(source)):
        return [Path(name) for name in sorted(glob.glob(str(source), recursive=True))]  # noqa: PTH207
    return [path]


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob(PARTITIONS))
    return [path] if path.suffix.lower() == ".parquet" and is_counts_file(path) else []
