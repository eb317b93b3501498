"""``python -m framing``, and the program of that name."""

import gc

INTERRUPTED = 130
_ALLOCATIONS = 500_000
"""So many objects more than before, and garbage is looked for. A run makes many that stay to its
end: to look through them every 700 objects, as Python does, would take a tenth of its time."""


def main() -> None:
    """Run the command line; an interruption ends it without a word, however early it comes."""
    gc.set_threshold(_ALLOCATIONS)
    try:
        from framing.interruption import lose_no_interruption

        lose_no_interruption()
        from framing.cli import main as run

        run()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    finally:
        # Of code that was text, as in dataclasses, Python notes that an interruption ended it, and
        # would end by a signal for it, whoever caught it; until the next such code.
        exec("")
        gc.freeze()  # what is let go at the end need not be looked through for garbage


if __name__ == "__main__":
    main()
