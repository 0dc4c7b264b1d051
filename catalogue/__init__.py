"""The catalogue of cases. Where to begin reading: docs/ARCHITECTURE.md."""
