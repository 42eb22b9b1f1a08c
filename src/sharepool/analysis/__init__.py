"""What a plan means: reasons, remedies, comparisons, diagnoses, and the next version of a week."""
