"""The command line."""

import sys


def run() -> None:
    """Load the commands and run one; Ctrl-C while they are loaded ends without a traceback."""
    try:
        from cli.app import main

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
