"""Asking another city: what a case lacks, the letter (照会文) that asks for it, and what becomes of the answers."""
