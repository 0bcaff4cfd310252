"""Writes a file with every `${NAME}` replaced by the environment's variable of that name."""

import os
import sys
from pathlib import Path
from string import Template


def main() -> None:
    """Render the file that is named; a variable that is missing or empty is an error."""
    text = Path(sys.argv[1]).read_text()
    values = {name: value for name, value in os.environ.items() if value}
    try:
        sys.stdout.write(Template(text).substitute(values))
    except KeyError as error:
        sys.exit(f"{sys.argv[1]} needs the environment variable {error.args[0]}.")


if __name__ == "__main__":
    main()
