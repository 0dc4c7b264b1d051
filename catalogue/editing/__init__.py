"""The road of those who write: gates, revisions, projection. Never imports ``reading``."""
