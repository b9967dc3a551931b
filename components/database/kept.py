"""How what a cloud keeps of a database becomes the Secret that its callers read; pure."""

from components.database.connection import DatabaseConnection

_CREDENTIALS = "{{ .user | urlquery }}:{{ .password | urlquery }}"


def connection_template(
    *, host: str, port: int, database: str, read_hosts: str, read_places: str
) -> DatabaseConnection[str]:
    """Return a connection in the operator's templates, for the entries user and password.

    All texts may be templates themselves; `read_places` are the `read_hosts`, each with its port.
    """

    def url(places: str) -> str:
        return f"postgresql://{_CREDENTIALS}@{places}/{database}?sslmode=require"

    return DatabaseConnection(
        host=host,
        port=str(port),
        user="{{ .user }}",
        password="{{ .password }}",
        name=database,
        url=url(f"{host}:{port}"),
        read_hosts=read_hosts,
        read_url=url(read_places),
    )


def single_server_template(host: str, port: int, database: str) -> DatabaseConnection[str]:
    """Return the connection to a database without read replicas, where reads go to it as well."""
    return connection_template(
        host=host,
        port=port,
        database=database,
        read_hosts=host,
        read_places=f"{host}:{port}",
    )


def replicated_template(port: int, database: str) -> DatabaseConnection[str]:
    """Return the connection to a database for the entries host and read_hosts besides.

    The operator's templates have Sprig's functions:
    https://external-secrets.io/latest/guides/templating/
    """
    return connection_template(
        host="{{ .host }}",
        port=port,
        database=database,
        read_hosts="{{ .read_hosts }}",
        read_places=f'{{{{ .read_hosts | replace "," ":{port}," }}}}:{port}',
    )
