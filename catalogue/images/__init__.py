"""The machine room for pictures: read what a stranger sent, make what pages show, keep it by its digest.

``gate`` says what is let in, ``pipeline`` makes of it an upright sRGB picture without metadata;
``renditions`` are the files browsers choose from, and ``store`` keeps them. No other room opens a picture.
"""
