"""Writes the digest that each image's tag has today into the files that name images of others.

`make pin` runs it; it needs skopeo, and a network that reaches the registries. All digests are looked up
before anything is written.
"""

import re
import subprocess
import sys
from pathlib import Path

FILES = ("Dockerfile", "compose.yaml", "cloudbuild.yaml")
_NAMED = re.compile(
    r"^(?P<key>ARG BASE=|\s+(?:- )?(?:image|name): )"
    r"(?P<image>[a-z0-9][\w./:-]*:[\w.-]+)(?:@sha256:[0-9a-f]{64})?$",
    flags=re.MULTILINE,
)
"""A line that names an image by a tag; names with a variable in them, like this project's own, are left."""


def images(text: str) -> list[str]:
    """The names with tags, but without digests, of the images that a file names."""
    return [match["image"] for match in _NAMED.finditer(text)]


def pinned(text: str, digests: dict[str, str]) -> str:
    """The file with the digest (`sha256:…`) of each image behind its tag."""
    return _NAMED.sub(lambda match: f"{match['key']}{match['image']}@{digests[match['image']]}", text)


def digest(image: str) -> str:
    """The digest of what a tag names now: of the list, where there are images for several processors.

    Raises:
        SystemExit: skopeo is missing, or the registry does not know the image or cannot be reached.
    """
    command = ["skopeo", "inspect", "--format", "{{.Digest}}", f"docker://{image}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
    except FileNotFoundError:
        sys.exit("skopeo is missing: install the package of that name.")
    if done.returncode:
        sys.exit(f"{image} could not be looked up, and nothing was changed: {done.stderr.strip()}")
    return done.stdout.strip()


def main() -> None:
    """Pin the images of the repository, or of the folder that is named."""
    root = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parents[1]
    texts = {root / name: (root / name).read_text() for name in FILES}
    digests = {
        image: digest(image) for image in sorted({each for text in texts.values() for each in images(text)})
    }
    for path, text in texts.items():
        path.write_text(pinned(text, digests))
    for image, found in digests.items():
        sys.stdout.write(f"{image}@{found}\n")


if __name__ == "__main__":
    main()
