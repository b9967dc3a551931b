"""The embedded Kubernetes cluster: a real control plane on this machine, simulated nodes."""
