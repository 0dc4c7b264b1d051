"""The revisions of a dossier, the difference of two, and going back."""

from flask import Blueprint

blueprint = Blueprint("history", __name__)
