"""How what a cloud keeps of a cache becomes the Secret that its callers read; pure."""

from components.cache.connection import CacheConnection


def connection_template(host: str, port: int, scheme: str = "rediss") -> CacheConnection[str]:
    """Return a connection in the operator's templates, for the entry password.

    `host` is a text or itself a template; rediss is the scheme of TLS.
    """
    return CacheConnection(
        host=host,
        port=str(port),
        password="{{ .password }}",
        url=f"{scheme}://:{{{{ .password | urlquery }}}}@{host}:{port}/0",
    )
