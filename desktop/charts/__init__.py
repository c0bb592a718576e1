"""Charts painted directly, for pages that must open before pyqtgraph is loaded.

Those of the pages that analyse are in `plots`.
"""
