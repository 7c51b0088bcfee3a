"""`python -m explorer` is `residual-explorer`."""

from explorer.cli import main

if __name__ == "__main__":
    main()
