"""What is typed and not saved yet: kept as one types, taken up again, dropped."""

from flask import Blueprint

blueprint = Blueprint("drafts", __name__)
