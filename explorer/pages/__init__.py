"""The guide as data: its pages, sections and HTML, and the search over them. Knows neither Qt nor torch."""
