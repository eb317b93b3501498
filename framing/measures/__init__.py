"""The measures: pure functions from counts to numbers and rows.

Each says what it measures, its range and direction, and what may not be compared. None reads text,
files or the screen.
"""
