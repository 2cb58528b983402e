"""What people look at: pictures, diagrams, tables, labels, schemas."""
