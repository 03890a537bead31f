"""The words that decide how a claim is meant: one table for each kind of cue.

`direction` (looks back, or promises), `hedges`, `mistakes`, `stages` and `unmade`. A new phrasing
is a word in its table and an example beside it.
"""
