"""Whether the pods of a stack find places on its nodes."""
