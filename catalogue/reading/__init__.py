"""The road of those who look: what each page needs to know. Never imports ``editing``."""
