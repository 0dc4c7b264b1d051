"""A plan's tree, recognised in a text as far as it can be. The door is ``reading``."""
