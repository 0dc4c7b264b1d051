"""The one room that reaches out: it asks pages of other servers whether they still answer, when an operator says so."""
