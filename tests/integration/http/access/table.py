"""The table of docs/security.md: `python -m tests.integration.http.access.table` writes it."""

from collections.abc import Mapping
from pathlib import Path

from tests.integration.http.access.expectations import ROUTES, Access, Who

DOCUMENT = Path(__file__).parents[4] / "docs" / "security.md"
BEGIN, END = "<!-- routes: begin -->\n", "<!-- routes: end -->\n"


def table(routes: Mapping[str, Access]) -> str:
    """Routes and who may use them, as Markdown."""
    lines = [f"| route | {' | '.join(Who)} |", f"| --- |{' --- |' * len(Who)}"]
    for route, access in routes.items():
        verdicts = ["browser" if access is Access.BROWSER and who is not Who.ANONYMOUS else "" for who in Who]
        cells = [verdict or access.verdict(who) for verdict, who in zip(verdicts, Who, strict=True)]
        lines.append(f"| `{route}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def documented() -> str:
    """What the document says."""
    return DOCUMENT.read_text().partition(BEGIN)[2].partition(END)[0]


def main() -> None:
    """Write the table into the document."""
    text = DOCUMENT.read_text()
    head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
    DOCUMENT.write_text(f"{head}{BEGIN}{table(ROUTES)}{END}{tail}")


if __name__ == "__main__":
    main()
