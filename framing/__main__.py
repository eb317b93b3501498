"""``python -m framing``, and the program of that name."""

INTERRUPTED = 130


def main() -> None:
    """Run the command line; an interruption ends it without a word, however early it comes."""
    try:
        from framing.cli import main as run

        run()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


if __name__ == "__main__":
    main()
