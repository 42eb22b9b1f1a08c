"""``python -m sharepool``: the command line, where no command is on the path."""

from sharepool.cli import main

if __name__ == "__main__":
    main()
