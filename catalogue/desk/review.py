"""Submitting, returning, approving, withdrawing, and what is said of fields."""

from flask import Blueprint

blueprint = Blueprint("review", __name__)
