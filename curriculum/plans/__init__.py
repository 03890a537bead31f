"""Lesson plans: the tables of what the student has and what the lesson needs, and the records."""
