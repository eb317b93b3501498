"""The door to scipy's sparse tables, opened when the first one is made.

Loading them takes a tenth of a second, which passes unnoticed where articles are being counted.
"""

from collections.abc import Sequence
from typing import Any

__all__ = ["csr_array", "vstack"]


def csr_array(*arguments: Any, **options: Any) -> Any:
    """Make a `scipy.sparse.csr_array`."""
    import scipy.sparse

    return scipy.sparse.csr_array(*arguments, **options)


def vstack(tables: Sequence[Any], **options: Any) -> Any:
    """Put tables one below the other, as `scipy.sparse.vstack` does."""
    import scipy.sparse

    return scipy.sparse.vstack(tables, **options)
