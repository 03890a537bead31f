"""Pages and regions derived from a course. What they say stands in the records, nowhere else."""
