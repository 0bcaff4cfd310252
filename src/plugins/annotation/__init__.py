"""Tiers of timed labels, as the annotation formats of linguists hold a transcript."""
