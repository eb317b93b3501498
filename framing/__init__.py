"""Compare how news outlets frame the same event.

The public names are loaded when they are first used, so that ``import framing`` and the command
line's ``--help`` load no numeric library::

    import framing

    result = framing.compare("articles/", by="outlet")
    result.emphasis.to_polars()
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from framing._version import __version__

if TYPE_CHECKING:
    from framing.adding import Adding, add
    from framing.article import Article, Furniture, Span
    from framing.baseline import Baseline, BaselineScores, Scorer, fit_baseline, load_baseline
    from framing.comparison import (
        Comparison,
        articles,
        compare,
        design_effects,
        emphasis,
        evidence,
        furniture,
        lexicon_entries,
        pairs,
        salience,
        terms,
    )
    from framing.counts import Counts, count
    from framing.errors import BaselineError, FramingError, InputError, LexiconError, SettingError
    from framing.explanation import Explanation, explain
    from framing.lexicon import Frame, Lexicon, Pattern, bundled_lexicons, load_lexicon
    from framing.readers import Problem, Reading, read
    from framing.results import Manifest, Table
    from framing.reuse import Shared, shared
    from framing.settings import Settings
    from framing.stored import StoredCounts, load_counts, merge_counts, store_counts

__all__ = [
    "Adding",
    "Article",
    "Baseline",
    "BaselineError",
    "BaselineScores",
    "Comparison",
    "Counts",
    "Explanation",
    "Frame",
    "FramingError",
    "Furniture",
    "InputError",
    "Lexicon",
    "LexiconError",
    "Manifest",
    "Pattern",
    "Problem",
    "Reading",
    "Scorer",
    "SettingError",
    "Settings",
    "Shared",
    "Span",
    "StoredCounts",
    "Table",
    "__version__",
    "add",
    "articles",
    "bundled_lexicons",
    "compare",
    "count",
    "design_effects",
    "emphasis",
    "evidence",
    "explain",
    "fit_baseline",
    "furniture",
    "lexicon_entries",
    "load_baseline",
    "load_counts",
    "load_lexicon",
    "merge_counts",
    "pairs",
    "read",
    "salience",
    "shared",
    "store_counts",
    "terms",
]

_HOMES = {
    "framing.adding": ("Adding", "add"),
    "framing.article": ("Article", "Furniture", "Span"),
    "framing.baseline": (
        "Baseline",
        "BaselineScores",
        "Scorer",
        "fit_baseline",
        "load_baseline",
    ),
    "framing.comparison": (
        "Comparison",
        "articles",
        "compare",
        "design_effects",
        "emphasis",
        "evidence",
        "furniture",
        "lexicon_entries",
        "pairs",
        "salience",
        "terms",
    ),
    "framing.counts": ("Counts", "count"),
    "framing.explanation": ("Explanation", "explain"),
    "framing.errors": (
        "BaselineError",
        "FramingError",
        "InputError",
        "LexiconError",
        "SettingError",
    ),
    "framing.settings": ("Settings",),
    "framing.lexicon": ("Frame", "Lexicon", "Pattern", "bundled_lexicons", "load_lexicon"),
    "framing.readers": ("Problem", "Reading", "read"),
    "framing.results": ("Manifest", "Table"),
    "framing.reuse": ("Shared", "shared"),
    "framing.stored": ("StoredCounts", "load_counts", "merge_counts", "store_counts"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
