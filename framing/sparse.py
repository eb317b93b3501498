"""The door to scipy's sparse tables, opened when the first one is made.

Loading them takes a tenth of a second, which passes unnoticed where articles are being counted.
"""

from typing import Any

__all__ = ["csr_array"]


def csr_array(*arguments: Any, **options: Any) -> Any:
    """Make a `scipy.sparse.csr_array`."""
    import scipy.sparse

    return scipy.sparse.csr_array(*arguments, **options)
