"""The file of a baseline: JSON that can be read by eye, with one line an article or entry.

The sums of groups stand in it for other programs; when it is read they are made anew from the
articles and must agree. So must the hash of all that stands in it: a file that was edited or cut
would score silently wrong. How it is laid out does not enter the hash.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

from framing.baseline.model import (
    SCHEMA,
    Baseline,
    BaselineArticle,
    EntryWeight,
    LexiconIdentity,
)
from framing.baseline.moments import Moments
from framing.errors import BaselineError

__all__ = ["baseline_text", "load_baseline", "parse_baseline"]

_KIND = "framing baseline"
_HASH = "sha256"
_Record = TypeVar("_Record", LexiconIdentity, BaselineArticle, EntryWeight)


def baseline_text(baseline: Baseline) -> str:
    """Return a baseline as the text of its file, the same for the same baseline."""
    head = {
        "kind": _KIND,
        "schema": SCHEMA,
        "words": baseline.words,
        "lexicon": asdict(baseline.lexicon),
        "settings": {
            "by": baseline.by,
            "where": dict(baseline.where),
            "keep_furniture": baseline.keep_furniture,
            "reference": baseline.reference,
            "kappa": baseline.kappa,
        },
        "inputs": {"count": len(baseline.articles), "sha256": baseline.inputs_sha256},
        "share_design_effect": baseline.share_design_effect,
        "mean_idf": baseline.mean_idf,
        "parts_of_a_hit": baseline.parts_of_a_hit,
        "overall": _sums(baseline.overall, baseline.lexicon.frames),
    }
    sums = {
        name: _sums(moments, baseline.lexicon.frames) for name, moments in baseline.groups.items()
    }
    lists = {
        "entries": [asdict(entry) for entry in baseline.entries],
        "articles": [asdict(article) for article in baseline.articles],
    }
    digest = _hash({**head, "groups": sums, **lists})
    parts = [f'  "{key}": {_compact(value)}' for key, value in head.items()]
    groups = [f"    {_compact(name)}: {_compact(own)}" for name, own in sums.items()]
    parts.append('  "groups": {\n' + ",\n".join(groups) + "\n  }")
    for key, records in lists.items():
        rows = [f"    {_compact(record)}" for record in records]
        parts.append(f'  "{key}": [\n' + ",\n".join(rows) + "\n  ]")
    parts.append(f'  "{_HASH}": {_compact(digest)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def load_baseline(path: str | Path) -> Baseline:
    """Read a baseline.

    Args:
        path: Its file.

    Raises:
        BaselineError: If it cannot be read, is no baseline, has another schema, or was changed.
    """
    if not isinstance(path, str | Path):
        raise BaselineError(f"baseline: {path!r} is no path; name what framing baseline fit wrote")
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror
        raise BaselineError(
            f"{path}: cannot be read: {reason}; make it with framing baseline fit"
        ) from None
    except UnicodeDecodeError:
        raise BaselineError(f"{path}: is no baseline: it is not UTF-8") from None
    return parse_baseline(text, str(path))


def parse_baseline(text: str, source: str) -> Baseline:
    """Read the text of a baseline's file.

    Args:
        text: The text.
        source: What to call it in errors.

    Raises:
        BaselineError: As `load_baseline`.
    """
    remedy = "make it anew with framing baseline fit"
    try:
        root = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{source}: is no baseline: not JSON ({error}); {remedy}") from None
    if not isinstance(root, dict) or root.get("kind") != _KIND:
        raise BaselineError(f"{source}: is no baseline (kind is not {_KIND!r}); {remedy}")
    if root.get("schema") != SCHEMA:
        raise BaselineError(
            f"{source}: the baseline has schema {root.get('schema')!r}, this program reads schema "
            f"{SCHEMA}; {remedy}, or use the program that made it"
        )
    if not _is_unchanged(root):
        raise BaselineError(f"{source}: was changed after it was fitted; fit it again")
    try:
        baseline = _baseline(root)
        sums = [root["overall"], root["groups"]]
    except (KeyError, TypeError, ValueError) as error:
        raise BaselineError(f"{source}: is damaged ({error}); {remedy}") from None
    frames = baseline.lexicon.frames
    own = [
        _sums(baseline.overall, frames),
        {name: _sums(moments, frames) for name, moments in baseline.groups.items()},
    ]
    if sums != own:
        raise BaselineError(f"{source}: its sums are not those of its articles; {remedy}")
    return baseline


def _baseline(root: Mapping[str, Any]) -> Baseline:
    settings = root["settings"]
    lexicon = _record(LexiconIdentity, root["lexicon"])
    articles = tuple(_record(BaselineArticle, row) for row in root["articles"])
    if any({len(a.hits), len(a.divided_hits)} != {len(lexicon.frames)} for a in articles):
        raise ValueError("an article has not one number of hits a frame")
    if len(articles) != root["inputs"]["count"]:
        raise ValueError("articles are missing")
    return Baseline(
        lexicon=lexicon,
        words=_typed(root["words"], str),
        by=_typed(settings["by"], str),
        where=_typed(settings["where"], dict),
        keep_furniture=_typed(settings["keep_furniture"], bool),
        reference=_typed(settings["reference"], str),
        kappa=_typed(settings["kappa"], int),
        inputs_sha256=_typed(root["inputs"]["sha256"], str),
        parts_of_a_hit=_typed(root["parts_of_a_hit"], int),
        share_design_effect=_typed(root["share_design_effect"], float),
        mean_idf=None if root["mean_idf"] is None else _typed(root["mean_idf"], float),
        entries=tuple(_record(EntryWeight, row) for row in root["entries"]),
        articles=articles,
    )


def _record(kind: type[_Record], row: Mapping[str, Any]) -> _Record:
    values: dict[str, Any] = {}
    for field in fields(kind):
        value = row[field.name]
        values[field.name] = tuple(value) if isinstance(value, list) else value
        if str(field.type) == "tuple[int, ...]":
            if not all(type(number) is int and number >= 0 for number in value):
                raise ValueError(f"{field.name} are not whole numbers from 0")
        elif field.type in {str, int, float, bool}:
            _typed(value, field.type)
    return kind(**values)


def _typed(value: Any, kind: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not of type {kind.__name__}")
    return value


def _sums(moments: Moments, frames: Iterable[str]) -> dict[str, Any]:
    sums = asdict(moments)
    rows = zip(frames, sums.pop("frames"), range(len(moments.frames)), strict=True)
    sums["frames"] = {
        key: {
            **own,
            "rate_per_1000": None if (rate := moments.rate(index)) is None else 1000 * rate,
            "variance_between": moments.variance_between(index) * 1_000_000,
        }
        for key, own, index in rows
    }
    return sums


def _hash(root: Mapping[str, Any]) -> str:
    """Hash what a baseline's file says, but for the hash itself."""
    content = json.dumps(root, sort_keys=True, allow_nan=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _is_unchanged(root: Mapping[str, Any]) -> bool:
    rest = {key: value for key, value in root.items() if key != _HASH}
    try:
        return bool(root.get(_HASH) == _hash(rest))
    except (ValueError, RecursionError):  # a number beyond all bounds, as 1e999
        return False


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
