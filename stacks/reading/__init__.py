"""How a stack file is read: YAML with positions, extends and merge, problems in plain words."""
