from __future__ import annotations

from sayso.batch.plan import BUNDLE, Piece, parts_of
from sayso.batch.storage import Sized

FILES = [Sized("a.warc", 10), Sized("b.warc", 250), Sized("c.warc", 15)]


def pieces(files: list[Sized], finished: list[Piece] | None = None) -> list[Piece]:
    return [piece for part in parts_of(files, finished or [], size=100) for piece in part.pieces]


def test_a_large_file_is_cut_and_small_ones_are_bundled() -> None:
    assert [len(part.pieces) for part in parts_of(FILES, size=100)] == [2, 1, 2]
    assert pieces(FILES)[1:4] == [Piece("b.warc", 250, number, 3) for number in range(3)]


def test_the_order_of_the_files_makes_no_difference() -> None:
    assert parts_of(FILES, size=100) == parts_of(FILES[::-1], size=100)


def test_what_is_finished_is_left_out() -> None:
    done = list(parts_of(FILES, size=100)[0].pieces)
    assert pieces(FILES, done) == [piece for piece in pieces(FILES) if piece not in done]
    assert parts_of(FILES, pieces(FILES), size=100) == []


def test_new_files_do_not_change_what_finished_parts_are() -> None:
    done = pieces(FILES)
    assert pieces([*FILES, Sized("aa.warc", 5)], done) == [Piece("aa.warc", 5)]


def test_a_part_has_a_bounded_number_of_files() -> None:
    files = [Sized(f"{number:04}.txt", 1) for number in range(BUNDLE + 1)]
    assert [len(part.pieces) for part in parts_of(files)] == [BUNDLE, 1]


def test_nothing_makes_no_parts() -> None:
    assert parts_of([]) == []
