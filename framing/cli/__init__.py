"""The command line: each command is a thin wrapper over the function of the same name.

Nothing here loads a numeric library before a command runs, so that ``--help`` answers at once.
"""

# The order of the imports is that of the commands in the help.
from framing.cli.app import app, main
from framing.cli.measuring import compare, emphasis, pairs  # isort: split

from framing.cli.inspecting import articles, evidence, explain, salience, terms  # isort: split

from framing.cli.sharing import shared  # isort: split

from framing.cli.adding import add  # isort: split

from framing.cli.counting import count, merge  # isort: split

from framing.cli.baseline import fit, score  # isort: split

from framing.cli.lexicon import show  # isort: split

from framing.cli.config import config  # isort: split

from framing.cli.caching import clear, info

__all__ = [
    "add",
    "app",
    "articles",
    "clear",
    "compare",
    "config",
    "count",
    "emphasis",
    "evidence",
    "explain",
    "fit",
    "info",
    "main",
    "merge",
    "pairs",
    "salience",
    "score",
    "shared",
    "show",
    "terms",
]
