from benchmarks.accuracy.table import Row, as_markdown


def test_the_table_says_which_target_was_missed() -> None:
    rows = [
        Row(measure="F1", data="a", value=0.9, target=">= 0.85"),
        Row(measure="F1", data="b", value=0.8, target=">= 0.85"),
        Row(measure="invented words", data="hum", value=0, unit="", target="<= 0"),
    ]
    assert [row.reached for row in rows] == [True, False, True]
    text = as_markdown(rows)
    assert "| F1 | a | 90.0 % | >= 85.0 % |  |" in text
    assert "|  | b | 80.0 % | >= 85.0 % **missed** |  |" in text
