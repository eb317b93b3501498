"""Whether a lexicon was named, or is the default: counts come with one of their own."""

import typer

__all__ = ["NAMED", "note_lexicon"]


class _Named:
    """The lexicon that somebody named, on the command line, in a file or the environment."""

    def __init__(self) -> None:
        self.lexicon: str | None = None

    def reset(self) -> None:
        """Forget it, for the next run in the same process."""
        self.lexicon = None


NAMED = _Named()


def note_lexicon(ctx: typer.Context, lexicon: str) -> str:
    """Note whether the option was given, and let it pass."""
    source = ctx.get_parameter_source("lexicon")
    NAMED.lexicon = None if source is None or source.name == "DEFAULT" else lexicon
    return lexicon
