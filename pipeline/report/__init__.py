"""Pages for people: a store's report and an article's explanation, each one file that needs nothing else.

`report_page(report)` is HTML; what a page shows comes to it as plain data, from whatever store or reading.
"""

from pipeline.report.data import Report
from pipeline.report.page import report_page

__all__ = ["Report", "report_page"]
