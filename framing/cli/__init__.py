"""The command line: each command is a thin wrapper over the function of the same name.

Nothing here loads a numeric library before a command runs, so that ``--help`` answers at once.
"""

from framing.cli.app import app, main
from framing.cli.commands import articles, compare, emphasis, evidence, pairs
from framing.cli.lexicon import show

__all__ = ["app", "articles", "compare", "emphasis", "evidence", "main", "pairs", "show"]
