"""The machine room for pictures: read what a stranger sent, make what pages show, keep it by its digest.

``gate`` says by its first bytes what is let in. ``workshop`` starts a process for each picture, and ``worker`` is that
process: confined, it opens the file (``opening``, ``jpeg``, ``pdf_page``), makes of it an upright sRGB picture without
metadata (``pipeline``), and the files browsers choose from (``encoding``). ``store`` keeps them. No other room opens a
picture, and none is opened outside that process.
"""
