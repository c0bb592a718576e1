"""The plots of the pages that analyse; they know no shop, only frozen values.

Importing a plot imports pyqtgraph, which takes a fifth of a second: a page imports its plots when
it is first shown, and `loading.py` fetches the library before that. `series.py` and the card around
a plot are free of it.
"""
