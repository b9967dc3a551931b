"""How what a cloud keeps of a database becomes the Secret that its callers read; pure."""


def connection_template(host: str, port: int, database: str) -> dict[str, str]:
    """Return the keys of connection.KEYS in the operator's templates, for entries user, password.

    `host` is a text or itself a template.
    """
    url = (
        "postgresql://{{ .user | urlquery }}:{{ .password | urlquery }}@"
        f"{host}:{port}/{database}?sslmode=require"
    )
    return {
        "host": host,
        "port": str(port),
        "user": "{{ .user }}",
        "password": "{{ .password }}",
        "name": database,
        "url": url,
    }
