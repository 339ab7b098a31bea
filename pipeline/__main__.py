"""`python -m pipeline` is the command `market-views`: `python -m pipeline extract commentary --out views`."""

import sys

from pipeline.cli import main

if __name__ == "__main__":
    sys.exit(main())
