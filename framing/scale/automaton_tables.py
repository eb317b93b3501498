"""An automaton (`framing.scale.automaton`) as arrays, for the search in many words at once."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.scale.automaton import Automaton

__all__ = ["AutomatonTables", "tables_of"]


class AutomatonTables(NamedTuple):
    """An automaton as arrays; its outputs stand one behind the other, with their bounds."""

    roots: npt.NDArray[np.int32]
    is_last: npt.NDArray[np.bool_]
    out_bounds: npt.NDArray[np.int32]
    out_entries: npt.NDArray[np.int32]
    out_frames: npt.NDArray[np.int32]
    silenced_bounds: npt.NDArray[np.int32]
    silenced: npt.NDArray[np.int32]


def tables_of(automaton: Automaton) -> AutomatonTables:
    """Return what is known of an automaton as arrays."""
    entries, out_bounds = _ragged([one.entries for one in automaton.outputs])
    frames, _ = _ragged([one.frames for one in automaton.outputs])
    silenced, silenced_bounds = _ragged([one.silenced for one in automaton.outputs])
    roots = np.array(automaton.roots, np.int32)
    is_last = np.array(automaton.is_last, np.bool_)
    return AutomatonTables(roots, is_last, out_bounds, entries, frames, silenced_bounds, silenced)


def _ragged(rows: list[tuple[int, ...]]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return the rows one behind the other, and their bounds."""
    bounds = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row) for row in rows], out=bounds[1:])
    return np.array([value for row in rows for value in row], dtype=np.int32), bounds
