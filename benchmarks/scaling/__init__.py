"""How work spreads over workers, with stand-ins that sleep instead of models: cores must not be the limit."""
