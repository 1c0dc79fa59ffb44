"""What may be changed in the reading room: a module for each kind of thing that is said, each a list of forms."""
