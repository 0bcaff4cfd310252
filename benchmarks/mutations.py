"""Ways to break a file."""

import random
from collections.abc import Callable, Sequence

Mutation = Callable[[bytearray, Sequence[bytes], random.Random], None]

_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF)


def _flip_bits(data: bytearray, _others: Sequence[bytes], dice: random.Random) -> None:
    for _ in range(dice.choice((1, 4, 16, 64, 256))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _flip_header_bits(data: bytearray, _others: Sequence[bytes], dice: random.Random) -> None:
    for _ in range(dice.choice((1, 2, 4, 8))):
        data[dice.randrange(min(len(data), 600))] ^= 1 << dice.randrange(8)


def _put_extreme_number(data: bytearray, _others: Sequence[bytes], dice: random.Random) -> None:
    for _ in range(dice.choice((1, 2, 3))):
        width = dice.choice((1, 2, 4))
        position = dice.randrange(max(1, min(len(data), 1000) - width))
        value = dice.choice(_EXTREMES) & (256**width - 1)
        data[position : position + width] = value.to_bytes(width, dice.choice(("little", "big")))


def _truncate(data: bytearray, _others: Sequence[bytes], dice: random.Random) -> None:
    del data[dice.randrange(1, len(data)) :]


def _overwrite(data: bytearray, _others: Sequence[bytes], dice: random.Random) -> None:
    start = dice.randrange(len(data))
    length = min(dice.choice((8, 100, 2000)), len(data) - start)
    data[start : start + length] = dice.randbytes(length)


def _remove(data: bytearray, _others: Sequence[bytes], dice: random.Random) -> None:
    start = dice.randrange(len(data))
    del data[start : start + dice.choice((1, 7, 300, 5000))]


def _repeat(data: bytearray, _others: Sequence[bytes], dice: random.Random) -> None:
    start = dice.randrange(len(data))
    piece = bytes(data[start : start + dice.choice((4, 200, 5000))])
    data[start:start] = piece * dice.choice((1, 3, 50))


def _splice_header(data: bytearray, others: Sequence[bytes], dice: random.Random) -> None:
    head = dice.choice(others)
    length = dice.choice((4, 16, 44, 200, 1000))
    data[:length] = head[:length]


def _splice_middle(data: bytearray, others: Sequence[bytes], dice: random.Random) -> None:
    other = dice.choice(others)
    start = dice.randrange(len(other))
    position = dice.randrange(len(data))
    data[position : position + 3000] = other[start : start + 3000]


def _random_after_header(data: bytearray, _others: Sequence[bytes], dice: random.Random) -> None:
    kept = dice.choice((4, 12, 64, 400))
    data[kept:] = dice.randbytes(dice.choice((100, 5000, 60_000)))


MUTATIONS: Sequence[Mutation] = (
    _flip_bits,
    _flip_header_bits,
    _put_extreme_number,
    _truncate,
    _overwrite,
    _remove,
    _repeat,
    _splice_header,
    _splice_middle,
    _random_after_header,
)


def mutated(seed: int, originals: Sequence[bytes]) -> bytes:
    """The file of a seed: the same for the same originals, always."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    data = bytearray(dice.choice(originals))
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        dice.choice(MUTATIONS)(data, originals, dice)
        if not data:
            data = bytearray(b"\0")
    return bytes(data)
