"""What is not defined: NaN in arrays, None in the rows of tables."""

import numpy as np

__all__ = ["defined", "finite"]


def defined(value: float) -> float | None:
    """Return a number, or None where it is NaN."""
    return None if np.isnan(value) else float(value)


def finite(value: float) -> float | None:
    """Return a number, or None where it is NaN or infinite."""
    return float(value) if np.isfinite(value) else None
