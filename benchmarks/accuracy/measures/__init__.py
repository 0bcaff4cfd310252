"""One measure a file; each has `measure(bench) -> Iterator[Row]`."""
