"""How documents look and how they are read: fields, shapes and strict reading."""
