"""What the command line spares itself when it loads the libraries that measure."""

__all__ = ["leave_out_fortran"]


def leave_out_fortran() -> None:
    """Keep scipy from loading numpy's tools for Fortran, which nothing here uses.

    scipy looks at every name that numpy offers, and this one is loaded when it is looked at, for a
    twentieth of a second. Whoever imports ``numpy.f2py`` still gets it.
    """
    import numpy as np

    vars(np).setdefault("f2py", None)
