"""The watched image as data: what stands in the way, which classes are shown, which images come first."""

import numpy as np

from explorer.desk.film_state import obstacle, top_classes
from explorer.infos import DatasetInfo
from explorer.looks import Drawing, FromFile, FromTest


def data(name: str, *, present: bool = True) -> DatasetInfo:
    return DatasetInfo(name, name.title(), (1, 8, 8), tuple("01"), 10, 5, "", present=present)


def test_a_test_image_fits_its_own_data_alone_and_drawings_and_files_fit_all() -> None:
    digits, other = data("digits"), data("other")
    drawing, file = Drawing(np.zeros((2, 2), np.uint8)), FromFile("x.png")
    assert obstacle(FromTest(0), digits, digits) == ""
    assert obstacle(FromTest(0), digits, other).startswith("The image is of Digits, this side learns Other.")
    assert [obstacle(choice, None, other) for choice in (drawing, file)] == ["", ""]
    assert "no data" in obstacle(file, None, None)
    assert "not downloaded" in obstacle(drawing, None, data("far", present=False))


def test_of_many_classes_the_highest_are_shown_and_the_image_s_own() -> None:
    a, b = np.zeros(100, np.float32), np.zeros(100, np.float32)
    a[[5, 7]], b[[9, 7]] = (0.6, 0.1), (0.9, 0.05)
    assert top_classes({"A": a, "B": b}, 50, 4) == (9, 5, 7, 50)
    assert top_classes({"A": a[:3], "B": b[:3]}, 1, 4) == (0, 1, 2)
    a[:] = np.nan
    assert len(top_classes({"A": a}, None, 4)) == 4
