"""The pages of a plan's paper."""
