import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import try_to_load_from_cache

from exact_transcription.adapters.models.bundle.reading import load_bundle
from exact_transcription.adapters.models.bundle.writing import write_bundle
from exact_transcription.adapters.models.catalog import ModelCatalog
from exact_transcription.adapters.models.placement import Place, PlacedFile, folder_files, hub_files
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.errors import (
    ModelChecksumError,
    ModelError,
    ModelNotAvailableError,
    ResourceExhaustedError,
)

DATA = b"weights" * 100_000
SHA256 = hashlib.sha256(DATA).hexdigest()
REPOSITORY, REVISION = "models--owner--name", "f0" * 20


def _silent(_text: str) -> None:
    pass


def _roots(folder: Path) -> dict[Place, Path]:
    return {place: folder / place.value for place in Place}


def _hub_cache(root: Path) -> Path:
    """A file in the layout that huggingface_hub gives its cache; returns its path in the snapshot."""
    repository = root / REPOSITORY
    for folder in ("blobs", "refs", f"snapshots/{REVISION}/deep"):
        (repository / folder).mkdir(parents=True)
    (repository / "blobs" / SHA256).write_bytes(DATA)
    (repository / "refs/main").write_text(REVISION)
    path = repository / f"snapshots/{REVISION}/deep/model.bin"
    path.symlink_to(f"../../../blobs/{SHA256}")
    return path


def test_a_model_of_the_hub_is_found_by_the_hubs_own_reader_on_the_other_machine(tmp_path: Path) -> None:
    path = _hub_cache(tmp_path / "here")
    write_bundle(tmp_path / "b.tar", [("name", tuple(hub_files(path, tmp_path / "here")))], tell=_silent)
    manifest = load_bundle(tmp_path / "b.tar", _roots(tmp_path / "there"), tell=_silent)
    assert manifest.models == ("name",)
    found = try_to_load_from_cache("owner/name", "deep/model.bin", cache_dir=tmp_path / "there/hub")
    assert isinstance(found, str)
    assert Path(found).read_bytes() == DATA
    # The name of what it links to is the digest that the hub published.
    assert Path(found).resolve().name == SHA256


def test_a_content_that_two_files_share_is_carried_once(tmp_path: Path) -> None:
    folder = tmp_path / "here/cache/model"
    folder.mkdir(parents=True)
    for name in ("a.bin", "b.bin"):
        (folder / name).write_bytes(DATA)
    (folder / ".lock").touch()
    files = folder_files(Place.CACHE, tmp_path / "here/cache", folder)
    write_bundle(tmp_path / "b.tar", [("m", files)], tell=_silent)
    with tarfile.open(tmp_path / "b.tar") as archive:
        assert archive.getnames() == ["manifest.json", f"files/{SHA256}"]
    load_bundle(tmp_path / "b.tar", _roots(tmp_path / "there"), tell=_silent)
    there = tmp_path / "there/cache/model"
    assert {path.name: path.read_bytes() for path in there.iterdir()} == {"a.bin": DATA, "b.bin": DATA}


def test_the_joined_model_is_ready_on_the_other_machine(tmp_path: Path) -> None:
    here = ModelCatalog(models=WhisperModelStore(cache_dir=tmp_path / "here", download=False))
    there = ModelCatalog(models=WhisperModelStore(cache_dir=tmp_path / "there", download=False))
    here.bundle(["base", "segmentation-3.0"], tmp_path / "b.tar", tell=_silent)
    manifest = there.load(tmp_path / "b.tar", tell=_silent)
    assert manifest.models == ("base", "segmentation-3.0")
    (folder,) = (tmp_path / "there").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == [
        "config.json", "model.bin", "tokenizer.json", "vocabulary.txt"
    ]  # fmt: skip
    times = (folder / "model.bin").stat().st_mtime_ns
    assert [file.published for file in there.verify("base")] == [True]
    assert (folder / "model.bin").stat().st_mtime_ns == times  # it was not joined again


def _archive(path: Path, manifest: dict[str, Any] | bytes, *members: tuple[str, bytes]) -> Path:
    first = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    with tarfile.open(path, "w") as archive:
        for name, data in (("manifest.json", first), *members):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def _manifest(**changes: Any) -> dict[str, Any]:
    file = {"place": "cache", "name": "m/model.bin", "size": len(DATA), "sha256": SHA256} | changes
    return {"format": "exact-transcription models", "version": 1, "models": ["m"], "files": [file]}


def _refused(archive: Path, folder: Path, kind: type[ModelError] = ModelError) -> str:
    with pytest.raises(kind) as caught:
        load_bundle(archive, _roots(folder / "there"), tell=_silent)
    assert [path for path in folder.rglob("*") if path.is_file() and path != archive] == []
    return str(caught.value)


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "m/../../evil", "m//x", ".hidden", "m/.x", "m\\x", "m/x\n", ""]
)
def test_a_path_that_leads_elsewhere_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    content = (f"files/{SHA256}", DATA)
    archive = _archive(tmp_path / "b.tar", _manifest(name=name), content)
    assert "not allowed" in _refused(archive, tmp_path)
    link = _manifest(link="../../evil")
    assert "not allowed" in _refused(_archive(tmp_path / "b.tar", link, content), tmp_path)


@pytest.mark.parametrize(
    "manifest",
    [
        b"no json",
        b"[]",
        b"{}",
        _manifest() | {"version": 2},
        _manifest() | {"files": _manifest()["files"] * 2},
        _manifest(place="etc"),
        _manifest(size=-1),
        _manifest(sha256="../x"),
        _manifest(link="m/nothing"),
        _manifest(link="m/model.bin"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(tmp_path: Path, manifest: dict[str, Any] | bytes) -> None:
    archive = _archive(tmp_path / "b.tar", manifest, (f"files/{SHA256}", DATA))
    assert "models bundle" in _refused(archive, tmp_path)


def test_what_is_not_in_the_list_is_refused(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "b.tar", _manifest(), ("m/evil.bin", b"x"))
    _refused(archive, tmp_path)
    with tarfile.open(tmp_path / "b.tar", "w") as made:
        link = tarfile.TarInfo("manifest.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)
    _refused(archive, tmp_path)


def test_a_changed_content_is_refused_and_not_left_behind(tmp_path: Path) -> None:
    for data in (DATA[:-1] + b"X", DATA[:-1], DATA + b"X"):
        archive = _archive(tmp_path / "b.tar", _manifest(), (f"files/{SHA256}", data))
        _refused(archive, tmp_path, ModelChecksumError)


def test_a_missing_or_broken_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelNotAvailableError):
        load_bundle(tmp_path / "none.tar", _roots(tmp_path), tell=_silent)
    archive = _archive(tmp_path / "b.tar", _manifest())
    assert "missing" in _refused(archive, tmp_path)
    _archive(archive, _manifest(), (f"files/{SHA256}", DATA))
    archive.write_bytes(archive.read_bytes()[:400_000])
    _refused(archive, tmp_path)
    archive.write_bytes(b"not a tar file")
    _refused(archive, tmp_path)


def test_an_archive_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    file = PlacedFile(place=Place.CACHE, name="m/x", path=tmp_path / "x")
    file.path.write_bytes(DATA)
    with pytest.raises(ResourceExhaustedError):
        write_bundle(tmp_path / "none/b.tar", [("m", (file,))], tell=_silent)
    with pytest.raises(ModelNotAvailableError):
        ModelCatalog(models=WhisperModelStore(cache_dir=tmp_path, download=False)).bundle(
            ["large-v3"], tmp_path / "b.tar", tell=_silent
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x"]
