"""How exact a transcript is, as numbers and as plots."""
