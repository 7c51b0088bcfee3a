"""The dock of lessons: the list, one lesson with its steps, and the quiz."""
