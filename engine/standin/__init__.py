"""Stand-in for the Kubernetes provider plugin, for machines where the real one cannot be had."""
