"""The pages of a plan's tree that was brought."""
