"""The batch script: `python scripts/extract_views.py FOLDER -o DIR` is `market-views extract FOLDER --out DIR`."""

import sys

from pipeline.cli import main_extract

if __name__ == "__main__":
    sys.exit(main_extract(sys.argv[1:]))
