"""The pages on which sheets and papers are brought, looked through and taken in."""
