"""Charts painted directly, for pages that must open before pyqtgraph is loaded."""
