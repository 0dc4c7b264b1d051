"""A plan's pages of cases: brought, decided about, made into drafts."""
