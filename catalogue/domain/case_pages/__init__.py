"""The pages of a plan that tell of other places. The door is ``reading``."""
