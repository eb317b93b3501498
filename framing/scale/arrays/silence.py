"""Until where exceptions silence frames."""

import numpy as np
import numpy.typing as npt

from framing.counts import Integers

__all__ = ["Silence"]


class Silence:
    """Tells which hits exceptions silence.

    An exception that begins at a start or before it, and ends at a word or behind it, silences the
    hits that begin at this start and end at this word. So what counts at a start is how far the
    exceptions up to it reach; those of earlier paragraphs end before it.
    """

    def __init__(
        self,
        starts: int,
        frames: int,
        beginning: Integers,
        silenced: npt.NDArray[np.int32],
        stops: Integers,
    ) -> None:
        """Note exceptions.

        Args:
            starts: How many starts there are.
            frames: How many frames there are.
            beginning: For each exception, the start at which it begins.
            silenced: The frame that it silences, or the number of frames for all of them.
            stops: The word behind its last one.
        """
        different, place = np.unique(silenced, return_inverse=True)
        # Row 0 is of the frames that nothing silences.
        self._until = np.zeros((len(different) + 1, starts), dtype=np.int64)
        np.maximum.at(self._until.reshape(-1), (place + 1) * starts + beginning, stops)
        np.maximum.accumulate(self._until, axis=1, out=self._until)
        self._row = np.zeros(frames + 1, dtype=np.int64)
        self._row[different] = np.arange(1, len(different) + 1)

    def is_heard(
        self, starts: Integers, frames: npt.NDArray[np.int32], stops: Integers
    ) -> npt.NDArray[np.bool_]:
        """Tell which hits nothing silences, by their starts, their frames and their ends."""
        own, all_ = self._until[self._row[frames], starts], self._until[self._row[-1], starts]
        heard: npt.NDArray[np.bool_] = stops > np.maximum(own, all_)
        return heard
