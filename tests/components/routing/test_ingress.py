"""Routes as Ingresses, compared as plain data."""

from components.routing.ingress import ingress_spec
from components.routing.spec import ExposeSpec


def test_a_route_leads_a_hosts_path_to_the_only_port() -> None:
    expose = ExposeSpec(host="shop.example.org", path="/api")
    assert ingress_spec(expose, "web", {"http": 8080}, None) == {
        "rules": [
            {
                "host": "shop.example.org",
                "http": {
                    "paths": [
                        {
                            "path": "/api",
                            "path_type": "Prefix",
                            "backend": {"service": {"name": "web", "port": {"name": "http"}}},
                        }
                    ]
                },
            }
        ]
    }


def test_a_class_a_certificate_and_a_port_are_written_where_they_are_given() -> None:
    expose = ExposeSpec(host="shop.example.org", port="admin", tls_secret="shop-tls")
    made = ingress_spec(expose, "web", {"http": 8080, "admin": 9090}, "traefik")
    assert made.get("ingress_class_name") == "traefik"
    assert made.get("tls") == [{"hosts": ["shop.example.org"], "secret_name": "shop-tls"}]
    assert "'name': 'admin'" in str(made.get("rules"))
