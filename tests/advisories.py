"""Compares the locked requirements with published advisories: `make audit`.

Exit code 1 where a requirement has a known vulnerability. Where the advisory service cannot be reached, or a
package index stands in for it that has no advisories, nothing was examined: it says so, and that is no
failure, for nothing can be concluded from it.
"""

import json
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).parents[1] / "requirements" / "runtime.txt"


def main() -> int:
    """Examine, print, and return the exit code."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format", "json"]
    command += ["--progress-spinner", "off", "--timeout", "15", "--requirement", str(REQUIREMENTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("The advisory service cannot be reached: nothing was examined.")  # noqa: T201
        print(done.stderr.strip().splitlines()[-1:] or "")  # noqa: T201
        return 0
    examined = [each for each in found if "vulns" in each]
    vulnerable = [each for each in examined if each["vulns"]]
    for each in vulnerable:
        for known in each["vulns"]:
            print(f"{each['name']} {each['version']}: {known['id']}, fixed in {known['fix_versions']}")  # noqa: T201
    print(  # noqa: T201
        f"{len(examined)} of {len(found)} requirements were examined, {len(vulnerable)} have known "
        f"vulnerabilities; of {len(found) - len(examined)} nothing could be found out."
    )
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
