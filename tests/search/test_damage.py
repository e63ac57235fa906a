# SPDX-License-Identifier: MIT
"""A damaged index is noticed, never believed, and mended by the next run of the indexer."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from companion.search.manifest import NAME, index_state
from companion.search.searcher import IndexUnusable, Searcher
from tests.search.small_library import SmallLibrary

Damage = Callable[[Path], None]


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def flip(share: float) -> Damage:
    def damage(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[int(share * (len(data) - 1))] ^= 4
        path.write_bytes(data)

    return damage


DAMAGES = [truncate, empty, remove, zero, lengthen, replace_by_a_folder, *(flip(n / 9) for n in range(10))]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SmallLibrary]:
    library = SmallLibrary(tmp_path / "library")
    for number in range(30):
        library.put(f"d{number}", [f"common word number{number} of many.", "another common passage."])
        if number % 10 == 9:
            library.bring_up()
    library.drop("d0")
    library.bring_up()
    return library


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_damage_to_any_file_is_noticed_and_mended(library: SmallLibrary, damage: Damage) -> None:
    place = 0
    while place < len(names := [*sorted(index_state(library.index).files), NAME]):
        path = library.index / names[place]
        before = path.read_bytes()
        damage(path)
        if not path.is_file() or path.read_bytes() != before:  # a file of zeros has nothing to make zero
            with pytest.raises(IndexUnusable):
                Searcher(library.index, library.database)
        with library.searcher() as searcher:
            assert searcher.search("common").total == 58
        place += 1
    assert place >= 3


def test_leftovers_do_no_harm_and_are_cleared_away(library: SmallLibrary) -> None:
    leftovers = ["_MAIN_999.toc", "MAIN_0123456789abcdef.arrays", "manifest.json.new"]
    for name in leftovers:
        (library.index / name).write_bytes(b"junk")
    with library.searcher() as searcher:
        assert searcher.search("common").total == 58
    assert not {path.name for path in library.index.iterdir()}.intersection(leftovers)


def test_files_that_are_not_of_an_index_are_left_alone(library: SmallLibrary) -> None:
    (library.index / "letter.txt").write_text("Dear reader")
    (library.index / "a folder").mkdir()
    (library.index / NAME).unlink()
    with library.searcher() as searcher:
        assert searcher.search("common").total == 58
    assert (library.index / "letter.txt").read_text() == "Dear reader"
    assert (library.index / "a folder").is_dir()


def test_a_missing_or_empty_folder_is_no_index(tmp_path: Path, library: SmallLibrary) -> None:
    with pytest.raises(IndexUnusable):
        Searcher(tmp_path / "nowhere", library.database)
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexUnusable):
        Searcher(tmp_path / "empty", library.database)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"checksum": 0, "body": ""}', '{"checksum": 1, "body": 2}'])
def test_a_manifest_of_another_shape_is_no_manifest(library: SmallLibrary, text: str) -> None:
    (library.index / NAME).write_text(text)
    with pytest.raises(IndexUnusable):
        Searcher(library.index, library.database)
    with library.searcher() as searcher:
        assert searcher.search("common").total == 58


def test_damage_deep_in_a_large_file_is_noticed_by_the_search_that_meets_it(tmp_path: Path) -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefgh", k=5)) for _ in range(3_000)]
    library = SmallLibrary(tmp_path / "library")
    for number in range(4):
        library.put(f"d{number}", [" ".join(chance.choices(words, k=120)) for _ in range(100)])
    queries = [*(f"={word}" for word in words[:20]), "a*", '"' + " ".join(words[:2]) + '"', f"{words[3]} OR {words[4]}"]
    with library.searcher() as searcher:
        expected = [searcher.search(query).total for query in queries]
    path = max(library.index.glob("*.arrays"), key=lambda path: path.stat().st_size)
    whole = path.read_bytes()
    met_while_searching = 0
    for place in range(len(whole) // 24, len(whole), len(whole) // 12):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            with closing(Searcher(library.index, library.database)) as searcher:
                for query, total in zip(queries, expected, strict=True):
                    try:
                        assert searcher.search(query).total == total
                    except IndexUnusable:
                        met_while_searching += 1
        except IndexUnusable:
            pass  # met while opening
    assert met_while_searching > 3
    path.write_bytes(whole[:-100] + bytes(100))
    with library.searcher() as searcher:
        assert [searcher.search(query).total for query in queries] == expected
