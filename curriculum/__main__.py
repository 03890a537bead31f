"""`curriculum` and `python -m curriculum`: Ctrl-C is quiet from the first import on."""

import sys


def main() -> None:
    try:
        from curriculum.cli.main import main as run

        run()
    except KeyboardInterrupt:  # once it runs, a command catches its own
        if sys.stderr:
            sys.stderr.write("interrupted\n")
        sys.exit(130)
    except MemoryError:  # as above
        if sys.stderr:
            sys.stderr.write("there is not enough memory to start\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
