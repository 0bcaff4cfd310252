"""Models in one archive, for machines without a network.

A tar file: first `manifest.json`, which says what models and files there are, then `files/SHA256` for every
content, once. Nothing is unpacked by name from the archive: what is not in the manifest is an error, and the
manifest's names are checked before the first file is written.
"""
