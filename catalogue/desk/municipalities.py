"""Municipalities for who types a kana or a kanji of their name."""

from flask import Blueprint

blueprint = Blueprint("municipalities", __name__)
