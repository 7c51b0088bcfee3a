"""Lessons and the quiz as data: their files, what was expected, and how right an answer is. No Qt, no torch."""
