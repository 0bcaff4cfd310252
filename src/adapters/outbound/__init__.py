"""Connections to addresses that users name, which must not lead into the operator's own network."""
