"""The letters every file is set in: Japanese, legible in small print, and there on the machines of a town hall.

BIZ UDPGothic comes with Windows 10 and later; a program without it takes its own Japanese face.
"""

FONT = "BIZ UDPGothic"
