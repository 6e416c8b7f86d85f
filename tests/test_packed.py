"""Archives and compressed files: all that is in them is read, within bounds, and what is bad stops nothing else."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import documents, sources
from quotes.documents import Document
from quotes.faults import Fault
from quotes.sources import Bounds

RECORD = '{"id": "1", "text": "قال الوزير إن الماء وصل"}\n'.encode()
TEXT = "قال الوزير إن الماء وصل إلى القرية.\n".encode()


def read(path: Path) -> list[Document | Fault]:
    return list(documents.read([str(path)]))


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.jsonl.gz", "no-suffix"])
def test_a_compressed_file_is_the_file_in_it(tmp_path: Path, pack: object, name: str) -> None:
    (tmp_path / name).write_bytes(pack(RECORD * 2))  # type: ignore[operator]
    assert [item.where for item in read(tmp_path / name)] == [f"{tmp_path / name}:1", f"{tmp_path / name}:2"]


@pytest.mark.parametrize("make", [zipped, tarred, lambda **files: gzip.compress(tarred(**files))])
def test_an_archive_gives_its_files(tmp_path: Path, make: object) -> None:
    path = tmp_path / "news"
    files = {"a/b.txt": TEXT, "c.jsonl": RECORD, "a/.hidden.txt": TEXT, "picture.png": b"\x89PNG\0", "d.txt": b"\0"}
    path.write_bytes(make(**files))  # type: ignore[operator]
    found = read(path)
    assert [item.where for item in found] == [f"{path}/a/b.txt", f"{path}/c.jsonl:1", f"{path}/d.txt"]
    assert isinstance(found[2], Fault)
    assert isinstance(found[0], Document)
    assert found[0].article.text == TEXT.decode()
    assert found[0].article.id == f"{path.resolve()}/a/b.txt"


def test_archives_in_archives_down_to_a_depth(tmp_path: Path) -> None:
    data = TEXT
    for name in ("0.txt", *(f"{n}.zip" for n in range(1, 6))):
        data = zipped(**{name: data})
    (tmp_path / "a.zip").write_bytes(zipped(**{"deep.zip": data, "flat.zip": zipped(**{"x.txt": TEXT})}))
    bad, good = read(tmp_path / "a.zip")
    assert isinstance(bad, Fault)
    assert bad.what == "packed more than 4 times over"
    assert isinstance(good, Document)


def test_what_expands_too_far_is_cut_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "BOUNDS", Bounds(free=1000, ratio=20))
    (tmp_path / "a.zip").write_bytes(zipped(**{"bomb.txt": b"x" * 1_000_000, "b.txt": TEXT}))
    bad, good = read(tmp_path / "a.zip")
    assert isinstance(bad, Fault)
    assert bad.what == "unpacks to more than 20 times its size"
    assert isinstance(good, Document)
    (tmp_path / "a.gz").write_bytes(gzip.compress(RECORD + b" " * 1_000_000))
    assert isinstance(read(tmp_path / "a.gz")[-1], Fault)


@pytest.mark.parametrize(
    ("bounds", "what"),
    [
        (Bounds(total=200_000), "more than 0 MiB once unpacked"),
        (Bounds(members=2), "more than 2 files in it"),
    ],
)
def test_an_archive_with_too_much_in_it_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bounds: Bounds, what: str
) -> None:
    monkeypatch.setattr(sources, "BOUNDS", bounds)
    (tmp_path / "a.zip").write_bytes(zipped(**{f"{n}.txt": TEXT * 2000 for n in range(9)}))
    *good, bad = read(tmp_path / "a.zip")
    assert len(good) == 2 or bounds.total == 200_000
    assert all(isinstance(item, Document) for item in good)
    assert isinstance(bad, Fault)
    assert bad.what == what
    assert len(read(tmp_path)) >= len(good)


def test_a_document_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "BOUNDS", Bounds(whole=1 << 20))
    (tmp_path / "a.txt").write_bytes(TEXT * 30_000)
    (fault,) = read(tmp_path / "a.txt")
    assert isinstance(fault, Fault)
    assert fault.what == "more than 1 MiB in one document"


def test_a_cut_off_archive_gives_what_was_whole(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(
        gzip.compress(b"".join(RECORD.replace(b'"1"', b'"%d"' % n) for n in range(9999)))[:-900]
    )
    *good, bad = read(tmp_path / "a.gz")
    assert len(good) > 1000
    assert isinstance(bad, Fault)
    assert bad.what == "damaged or cut off"
    (tmp_path / "a.tar").write_bytes(tarred(**{"a.txt": TEXT, "b.txt": TEXT * 100})[:2000])
    first, second, *_ = read(tmp_path / "a.tar")
    assert isinstance(first, Document)
    assert isinstance(second, Fault)
    (tmp_path / "a.zip").write_bytes(zipped(**{"a.txt": TEXT})[:-20])
    assert [type(item) for item in read(tmp_path / "a.zip")] == [Fault]


def test_an_archive_without_articles(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(**{"a.png": b"\x89PNG\0"}))
    (fault,) = read(tmp_path / "a.zip")
    assert str(fault).endswith("no articles in this archive: put texts, pages, feeds, JSON or CSV files in it")
    (tmp_path / "a.docx").write_bytes(zipped(**{"[Content_Types].xml": b"<x/>"}))
    (fault,) = read(tmp_path / "a.docx")
    assert str(fault).endswith("an office document: save it as text")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_damage_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(SAMPLES))
    at = data.draw(st.integers(0, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 9)) :]
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(damaged)
    for item in read(path):
        assert isinstance(item, Document | Fault)
        assert "\n" not in str(item) or isinstance(item, Document)


SAMPLES = [
    gzip.compress(RECORD * 3),
    zipped(**{"a.txt": TEXT, "b.jsonl": RECORD}),
    tarred(**{"a.txt": TEXT, "b.jsonl": RECORD}),
    gzip.compress(tarred(**{"a.txt": TEXT})),
    bz2.compress(RECORD),
    lzma.compress(RECORD),
]
