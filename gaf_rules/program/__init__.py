"""What the rows of a guideline are lowered to before they are run."""
