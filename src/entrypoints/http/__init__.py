"""The web service: pages for a browser on the same machine."""
