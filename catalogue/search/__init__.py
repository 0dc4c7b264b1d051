"""The search engine behind its port, and the outbox that keeps it true."""
