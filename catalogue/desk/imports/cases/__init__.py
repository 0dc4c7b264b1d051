"""The pages of a sheet of cases."""
