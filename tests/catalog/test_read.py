"""How tables are read, what they say of a key they lack, and which rows they refuse."""

from pathlib import Path

import pytest

from catalog.chart_rows import Chart
from catalog.lifecycle import version, versions
from catalog.read import Table, UnknownKey, WrongRow
from catalog.rows import Price
from catalog.shapes import node_shape

HEADER = "provider,region,sku,unit,usd,as_of,source,confidence\n"
GOOD = "aws,any,widget,hour,0.10,2026-11-01,the price page,confirmed\n"
ADDED = "add a row to catalog/data/{} (docs/catalogue.md says how)"
CHART = """
name = "shop"
repository = "https://charts.example.org"
version = "1.2.3"
app_version = "4.5"
namespace = "shop"
as_of = 2026-11-01
source = "https://example.org/shop"
confidence = "confirmed"
"""


def prices(folder: Path, text: str) -> Table[Price]:
    (folder / "prices.csv").write_text(text, "utf-8")
    return Table(Price, "prices.csv", folder)


def charts(folder: Path, text: str) -> Table[Chart]:
    (folder / "charts").mkdir()
    (folder / "charts" / "shop.toml").write_text(text, "utf-8")
    return Table(Chart, "charts", folder)


def test_a_file_is_read_when_a_row_is_asked_for_and_only_once(tmp_path: Path) -> None:
    table = Table(Price, "prices.csv", tmp_path)
    (tmp_path / "prices.csv").write_text(HEADER + GOOD, "utf-8")
    assert len(table.rows) == 1
    (tmp_path / "prices.csv").unlink()
    assert table.get("aws", "any", "widget", "hour") == table.rows[0]


def test_an_unknown_key_is_an_error_that_names_the_table_the_key_and_near_ones() -> None:
    with pytest.raises(UnknownKey) as error:
        node_shape("eks", "m5.larg")
    assert str(error.value) == (
        "no node shape for eks / m5.larg in the catalogue;"
        " did you mean eks / m5.large or eks / m5n.large or eks / m5.xlarge?"
        " Nothing is looked up at run time: " + ADDED.format("node_shapes.csv")
    )


def test_an_unknown_key_with_nothing_near_suggests_nothing() -> None:
    with pytest.raises(UnknownKey) as error:
        version("qqq", "0")
    assert str(error.value) == (
        "no version for qqq / 0 in the catalogue."
        " Nothing is looked up at run time: " + ADDED.format("lifecycle.csv")
    )


def test_an_unknown_key_can_be_handled_as_a_failed_look_up() -> None:
    with pytest.raises(LookupError, match=r"^no version for kubernets in the catalogue; did you"):
        versions("kubernets")


def test_the_key_and_the_near_ones_are_there_for_a_message_of_ones_own() -> None:
    with pytest.raises(UnknownKey) as error:
        version("eks", "1.99")
    assert (error.value.what, error.value.key) == ("version", ("eks", "1.99"))
    assert "eks / 1.37" in error.value.near


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (GOOD.replace("0.10", "-0.10"), r"usd: Input should be greater than or equal to 0"),
        (GOOD.replace("0.10", "cheap"), r"usd: Input should be a valid decimal"),
        (GOOD.replace("0.10", "NaN"), r"usd: Input should be a finite number"),
        (GOOD.replace("0.10", ""), r"usd: Field required"),
        (GOOD.replace("aws", "azure"), r"provider: Input should be 'aws', "),
        (GOOD.replace("hour", "fortnight"), r"unit: Input should be 'hour', "),
        (GOOD.replace("confirmed", "sure"), r"confidence: Input should be 'confirmed', "),
        (GOOD.replace("2026-11-01", ""), r"as_of: Field required"),
        (GOOD.replace("2026-11-01", "1.11.2026"), r"as_of: Input should be a valid date"),
        (GOOD.replace("2026-11-01", "20261101"), r"as_of: Input should be a valid date"),
        (GOOD.replace("the price page", ""), r"source: Field required"),
        (GOOD.replace("the price page", "a page"), r"source: String should have at least 10"),
        (GOOD.replace("widget", "wid get"), r"sku: String should match pattern"),
        (GOOD.replace(",confirmed", ""), r"has not as many cells as the header"),
        (GOOD.replace("confirmed", "confirmed,more"), r"has not as many cells as the header"),
        (GOOD.replace("0.10", "0.20"), r"aws / any / widget / hour is there twice"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path: Path, row: str, problem: str) -> None:
    table = prices(tmp_path, HEADER + GOOD + row)
    with pytest.raises(WrongRow, match=rf"^catalog/data/prices\.csv:3: {problem}"):
        assert table.rows


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    table = prices(tmp_path, HEADER.replace("usd", "usd,eur") + GOOD.replace("0.10", "0.10,0.09"))
    with pytest.raises(WrongRow, match=r":2: eur: Extra inputs are not permitted$"):
        assert table.rows


def test_a_row_in_a_file_of_its_own_is_found_under_its_name(tmp_path: Path) -> None:
    assert charts(tmp_path, CHART).get("shop").version == "1.2.3"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (CHART + "kubernetes = { from = '1.30' }", r"kubernetes: from: Extra inputs are not"),
        (CHART + "kubernetes = { chart_from = 1.30 }", r"kubernetes: chart_from: .* valid string"),
        (CHART + "control_plane_ports = ['9443']", r"control_plane_ports: 0: .* valid integer"),
        (CHART.replace("2026-11-01", "'2026-11-01'"), r"as_of: Input should be a valid date"),
        (CHART.replace('"shop"\nrep', '"mall"\nrep'), r"is about mall; call the file so$"),
        (CHART + "version = '2'", r"Cannot overwrite a value \(at end of document\)$"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    table = charts(tmp_path, text)
    with pytest.raises(WrongRow, match=rf"^catalog/data/charts/shop\.toml: {problem}"):
        assert table.rows
