"""A baseline answers only for what it was counted with; anything else is refused, not warned of."""

from framing.baseline.model import Baseline
from framing.errors import BaselineError
from framing.lexicon import Lexicon
from framing.words import WORDS_VERSION

__all__ = ["check_agreement"]

_SHOWN = 12  # characters of a hash


def check_agreement(
    baseline: Baseline,
    lexicon: Lexicon,
    *,
    reference: str | None = None,
    keep_furniture: bool | None = None,
) -> None:
    """Refuse to score with anything but what the baseline was fitted with.

    Args:
        baseline: The baseline.
        lexicon: The lexicon to score with.
        reference: The reference asked for, if any.
        keep_furniture: Whether furniture is asked to be kept, if that was said.

    Raises:
        BaselineError: If anything differs; the message has both sides of all that do.
    """
    frozen, problems = baseline.lexicon, []
    if lexicon.sha256 != frozen.sha256:
        problems.append(
            f"lexicon: the baseline has {frozen.title!r} (sha256 {frozen.sha256[:_SHOWN]}), given "
            f"was {lexicon.title!r} (sha256 {lexicon.sha256[:_SHOWN]}); give the lexicon as it was "
            "with --lexicon"
        )
    if baseline.words != WORDS_VERSION:
        problems.append(
            f"definition of a word: the baseline has version {baseline.words}, this program has "
            f"version {WORDS_VERSION}; fit the baseline again"
        )
    if reference is not None and reference != baseline.reference:
        problems.append(
            f"reference: the baseline has {baseline.reference!r}, given was {reference!r}; leave "
            "--reference out, or fit the baseline again with it"
        )
    if keep_furniture is not None and keep_furniture != baseline.keep_furniture:
        has, given = _kept(baseline.keep_furniture), _kept(keep_furniture)
        problems.append(
            f"page furniture: the baseline has it {has}, asked for was {given}; score with "
            f"{'--keep-furniture' if baseline.keep_furniture else '--no-keep-furniture'}, or fit "
            "the baseline again"
        )
    if problems:
        raise BaselineError(f"the baseline does not fit: {'. '.join(problems)}")


def _kept(keep: bool) -> str:
    return "counted" if keep else "set aside"
