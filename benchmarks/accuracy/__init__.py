"""How right the transcripts are: words, speakers, times, pauses. See docs/accuracy.md.

python -m benchmarks.accuracy [--only words,pauses,…] [--shared ../shared] [--quick] [--model base]

Every measure is one file in `measures/` with a function `measure(bench) -> Iterator[Row]`; a new file there
is a new part of the table.
"""
