"""Signing in with the city's own accounts (OpenID Connect), where the settings name an issuer."""

from flask import Blueprint

blueprint = Blueprint("oidc", __name__)
