"""Says before the tests run which programs are missing, so that a skip is no surprise."""

import sys

from tests.programs import PROGRAMS


def main() -> None:
    missing = [program for program in PROGRAMS.values() if program.missing]
    if missing:
        names = ", ".join(program.command for program in missing)
        sys.stderr.write(f"Tests that need {names} will be skipped; `make test-deps` installs them.\n")


if __name__ == "__main__":
    main()
