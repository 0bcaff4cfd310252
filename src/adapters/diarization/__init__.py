"""Telling speakers apart."""
