"""How what a cloud keeps of a cache becomes the Secret that its callers read; pure."""


def connection_template(host: str, port: int, scheme: str = "rediss") -> dict[str, str]:
    """Return the keys of connection.KEYS in the operator's templates, for the entry password.

    `host` is a text or itself a template; rediss is the scheme of TLS.
    """
    return {
        "host": host,
        "port": str(port),
        "password": "{{ .password }}",
        "url": f"{scheme}://:{{{{ .password | urlquery }}}}@{host}:{port}/0",
    }
