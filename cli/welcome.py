"""What a user can do once a platform is up, truthfully for its cluster."""

from cli.target import Target


def next_steps(target: Target) -> list[str]:
    """Return the lines that follow a successful up."""
    return [f"next: ./plinth preview {target.reference}"]
