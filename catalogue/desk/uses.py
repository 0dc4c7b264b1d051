"""Where a case was used."""

from flask import Blueprint

blueprint = Blueprint("uses", __name__)
