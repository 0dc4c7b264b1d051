"""Files people bring, opened in a confined child: spreadsheets become grids, papers become pieces.

``gate`` says by its first bytes, and by the list of parts of one that is packed, what a file is and whether it is
let in. ``workshop`` starts a process for it, and ``worker`` is that process. There ``package`` unpacks it within
limits, and one corner for each format reads it: ``excel``, ``word``, ``slides``, ``delimited`` and ``plain``.
"""
