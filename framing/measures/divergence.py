"""How far two distributions lie apart."""

import numpy as np
import numpy.typing as npt

from framing.errors import SettingError
from framing.measures.undefined import defined

__all__ = [
    "jensen_shannon_bits",
    "jensen_shannon_parts",
    "jensen_shannon_rows",
    "morisita_dissimilarity",
    "total_variation",
    "total_variation_rows",
]

Numbers = npt.ArrayLike
Floats = npt.NDArray[np.float64]


def jensen_shannon_bits(first: Numbers, second: Numbers) -> float | None:
    """Return the Jensen-Shannon divergence of two distributions, with equal weights.

    ``J = H(m) - H(p)/2 - H(q)/2`` with ``m = (p + q)/2`` and entropies ``H`` in bits, computed as
    the sum of ``(p log2(p/m) + q log2(q/m))/2``, whose parts are not negative.

    It grows as samples get smaller: two short samples of one source do not score 0, so values from
    texts of different lengths must not be compared without their chance level.

    Args:
        first: Counts or shares, shape (K,), none negative; they are normalised here.
        second: The same for the other side.

    Returns:
        A value in [0, 1] bits, 0 for equal distributions and 1 for disjoint ones, symmetric; None
        if a side has no counts.

    Raises:
        SettingError: If the shapes differ or a value is negative or not finite.

    Source:
        Lin 1991, "Divergence measures based on the Shannon entropy".
    """
    x, y = _pair(first, second)
    return defined(jensen_shannon_rows(x[None], y[None])[0])


def total_variation(first: Numbers, second: Numbers) -> float | None:
    """Return the share of attention that would have to move to make two distributions equal.

    ``sum(|p - q|)/2``. Like every plug-in distance it is above 0 by chance alone.

    Args:
        first: Counts or shares, shape (K,), none negative; they are normalised here.
        second: The same for the other side.

    Returns:
        A value in [0, 1], 0 for equal distributions and 1 for disjoint ones, symmetric; None if a
        side has no counts.

    Raises:
        SettingError: If the shapes differ or a value is negative or not finite.
    """
    x, y = _pair(first, second)
    return defined(total_variation_rows(x[None], y[None])[0])


def morisita_dissimilarity(first: Numbers, second: Numbers) -> float | None:
    """Return one minus Morisita's index of overlap of two vocabularies.

    ``1 - 2 sum(x y) / ((Dx + Dy) X Y)`` with ``X = sum(x)`` and
    ``Dx = sum(x (x - 1)) / (X (X - 1))``, the chance that two words drawn without replacement are
    the same. It hardly depends on the lengths of the texts (Wolda 1981), which is why it is the
    default for vocabularies; frequent words rule it, so stop words are left out before.

    Args:
        first: Counts of terms, shape (V,), integers.
        second: The same for the other side.

    Returns:
        At most 1 (no common term); about 0 for samples of one source, and a little below 0 by
        chance; symmetric. None if a side has fewer than two words or no term occurs twice.

    Raises:
        SettingError: If the shapes differ or a value is negative or not finite.

    Source:
        Morisita 1959; Wolda 1981, Oecologia 50:296.
    """
    x, y = _pair(first, second)
    total_x, total_y = float(x.sum()), float(y.sum())
    if min(total_x, total_y) < 2:  # noqa: PLR2004 - two words can be drawn from two
        return None
    same_x = float((x * (x - 1)).sum()) / (total_x * (total_x - 1))
    same_y = float((y * (y - 1)).sum()) / (total_y * (total_y - 1))
    if same_x + same_y == 0:
        return None
    common = float((x * y).sum())
    return 1 - 2 * common / ((same_x + same_y) * (total_x * total_y))


def _pair(
    first: Numbers, second: Numbers
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    x, y = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if x.shape != y.shape or x.ndim != 1:
        raise SettingError(
            f"two distributions must be one-dimensional and equally long, not {x.shape} and "
            f"{y.shape}; give both sides the same categories"
        )
    if not (np.isfinite(x).all() and np.isfinite(y).all() and (x >= 0).all() and (y >= 0).all()):
        raise SettingError("counts and shares must be finite and not negative")
    return x, y


def jensen_shannon_parts(first: Floats, second: Floats) -> Floats:
    """Return what each category contributes to the Jensen-Shannon divergence of many pairs.

    Args:
        first: Counts of the first sides, one row a pair, shape (B, K).
        second: Counts of the second sides, shape (B, K).

    Returns:
        The contributions in bits, shape (B, K), none negative; each row sums to its divergence. NaN
        in a row of which a side has no counts.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        p = first / first.sum(axis=1, keepdims=True)
        q = second / second.sum(axis=1, keepdims=True)
        middle = (p + q) / 2
        parts = np.where(p == 0, 0.0, p * np.log2(p / middle))
        parts += np.where(q == 0, 0.0, q * np.log2(q / middle))
    return np.maximum(parts / 2, 0.0)


def jensen_shannon_rows(first: Floats, second: Floats) -> Floats:
    """Return the Jensen-Shannon divergence of many pairs, shape (B,); see `jensen_shannon_bits`."""
    if first.shape[1] == 0:
        return np.full(len(first), np.nan)
    # Sorted and added one after the other, so that neither the order of the categories nor an empty
    # one touches the last bit of the sum (numpy's own sum adds in pairs).
    parts = np.sort(jensen_shannon_parts(first, second), axis=1)
    return np.asarray(np.minimum(np.cumsum(parts, axis=1)[:, -1], 1.0))


def total_variation_rows(first: Floats, second: Floats) -> Floats:
    """Return the total variation of many pairs, shape (B,); see `total_variation`."""
    total_x, total_y = first.sum(axis=1), second.sum(axis=1)
    moved = np.abs(first * total_y[:, None] - second * total_x[:, None]).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # One division at the end: from counts, all before it is exact.
        return np.asarray(np.minimum(moved / (2 * total_x * total_y), 1.0))
