"""The guidelines that are encoded, one module of rows each, with their clauses beside them."""
