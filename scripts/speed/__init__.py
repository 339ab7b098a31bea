"""What scripts/benchmark.py is made of: folders of invented pages, measured runs, and the page that tells them."""
