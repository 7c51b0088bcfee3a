import csv
import io

import numpy as np

from explorer.gui.plots.export import csv_table


def test_columns_of_unequal_length_and_gaps():
    text = csv_table({"step": np.arange(3), "A": np.array([1.5, np.nan], np.float32), "B, test": [np.inf, 2.0, 1e-9]})
    assert list(csv.reader(io.StringIO(text))) == [
        ["step", "A", "B, test"],
        ["0", "1.5", "inf"],
        ["1", "", "2"],
        ["2", "", "1e-09"],
    ]


def test_no_columns():
    assert csv_table({}) == "\n"
