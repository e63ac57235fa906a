# SPDX-License-Identifier: MIT
"""Files of arrays, and the tables of strings in them: what was written is read, and damage never is."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.search.arrays import ArrayFile, head_checksum, narrow, write_arrays
from companion.search.errors import IndexUnusable
from companion.search.strings import StringTable, string_arrays

NUMBERS = np.arange(200_000, dtype=np.uint32)  # some ten blocks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.arrays"
    arrays = {"small": np.array([3, 1, 2], np.uint8), "none": np.empty(0, np.int64), "numbers": NUMBERS}
    write_arrays(path, arrays)
    return path


def test_arrays_come_back_as_they_were(path: Path) -> None:
    arrays = ArrayFile(path, head_checksum(path))
    assert arrays["small"].tolist() == [3, 1, 2]
    assert arrays["none"].tolist() == []
    assert np.array_equal(arrays["numbers"], NUMBERS)
    assert arrays.part("numbers", 70_000, 70_003).tolist() == [70_000, 70_001, 70_002]
    assert arrays["numbers"].dtype == np.uint32
    assert "numbers" in arrays
    assert "letters" not in arrays
    with pytest.raises(ValueError, match="read-only"):
        arrays["small"][0] = 9


def test_damage_is_noticed_where_it_is_read_and_only_there(path: Path) -> None:
    checksum = head_checksum(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    arrays = ArrayFile(path, checksum)
    assert arrays.part("numbers", 10, 12).tolist() == [10, 11]
    assert arrays.part("numbers", 199_000, 199_001).tolist() == [199_000]
    for _ in range(2):  # not forgotten by the second time
        with pytest.raises(IndexUnusable, match="damaged"):
            arrays["numbers"]
    with pytest.raises(IndexUnusable, match="damaged"):
        arrays.check()


def test_another_head_is_refused(path: Path) -> None:
    checksum = head_checksum(path)
    data = bytearray(path.read_bytes())
    for place in (1, 5, 9, 13, 60):
        changed = bytes(data[:place]) + bytes([data[place] ^ 8]) + bytes(data[place + 1 :])
        path.write_bytes(changed)
        with pytest.raises((IndexUnusable, ValueError)):
            ArrayFile(path, checksum)


def test_whole_numbers_take_as_little_room_as_they_can() -> None:
    assert narrow(np.array([0, 255])).dtype == np.uint8
    assert narrow(np.array([0, 256])).dtype == np.uint16
    assert narrow(np.array([0, 70_000])).dtype == np.uint32
    assert narrow(np.array([0, 1 << 33])).dtype == np.uint64
    assert narrow(np.empty(0, np.int64)).dtype == np.uint8


words = st.text(st.sampled_from("abcёж"), min_size=1, max_size=4)


@given(st.lists(words, unique=True), words, words)
def test_a_table_of_strings_is_a_sorted_list(strings: list[str], low: str, high: str) -> None:
    from tempfile import TemporaryDirectory

    listed = sorted(string.encode() for string in strings)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.arrays"
        write_arrays(path, string_arrays("table", listed))
        table = StringTable(ArrayFile(path, head_checksum(path)), "table")
        assert [table[place] for place in range(len(table))] == listed
        assert table.strings(0, len(table)) == listed
        start, stop = table.places(low.encode(), high.encode())
        assert table.strings(start, stop) == [text for text in listed if low.encode() <= text < high.encode()]
        for word in (low, *strings):
            place = table.place(word.encode())
            assert (place is None) == (word not in strings)
            assert place is None or table[place] == word.encode()
