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


if __name__ == "__main__":
    main()
