"""The proof of a plan: what a stack file asks for, held against rules and dated facts."""
