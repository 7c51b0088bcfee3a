"""The watched image as data: what stands in the way, which classes are shown, which images come first."""

import numpy as np
import pytest

from explorer.desk.film_state import FilmSide, by_mistakes, class_name, obstacle, step_text, top_classes
from explorer.engine.events import ImagesListed, Watched
from explorer.infos import DatasetInfo
from explorer.looks import Drawing, FromFile, FromTest, Looked, Seen


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


@pytest.mark.parametrize(
    ("step", "wanted", "live", "text"),
    [
        (0, None, False, "before training"),
        (40, None, True, "after 40 steps, training"),
        (40, 40, False, "after 40 steps"),
        (40, 57, False, "after 40 steps (nearest stored weights to step 57)"),
    ],
)
def test_the_step_on_show_is_told_and_what_was_asked_for_where_that_is_another(
    step: int, wanted: int | None, live: bool, text: str
) -> None:
    looked = Looked(np.zeros(2, np.float32), {}, None, "none")
    watched = Watched(1, "A", step, Seen(np.zeros((1, 1, 1), np.uint8)), looked)
    assert step_text(FilmSide(watched=watched, live=live, wanted=wanted)) == text


def test_images_are_sorted_by_mistakes_and_a_side_without_a_list_has_no_answers() -> None:
    def listed(side: str, answers: list[int] | None) -> ImagesListed:
        labels = np.array([0, 1, 1] if answers is not None else [], np.int64)
        images = np.zeros((len(labels), 8, 8, 1), np.uint8)
        found = None if answers is None else np.array(answers)
        return ImagesListed(1, side, "digits", images, labels, found, "" if answers else "Finish the step.")

    both = by_mistakes({"A": listed("A", [0, 0, 0]), "B": listed("B", [0, 1, 0])})
    assert [(image.index, image.wrong) for image in both] == [(2, 2), (1, 1), (0, 0)]
    one = by_mistakes({"A": listed("A", None), "B": listed("B", [1, 1, 1])})
    assert [(image.index, image.answers) for image in one] == [(0, (None, 1)), (1, (None, 1)), (2, (None, 1))]
    assert by_mistakes({}) == by_mistakes({"A": listed("A", None)}) == ()


def test_an_output_that_is_no_class_of_the_data_has_a_name() -> None:
    assert [class_name(("cat", "dog"), number) for number in (1, 2)] == ["dog", "output 3"]
