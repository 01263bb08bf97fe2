"""What people type as an address or a number is read, or refused."""

import pytest

from knowledge.contacts import LONGEST_EMAIL, read_email, read_phone


@pytest.mark.parametrize(
    "typed", ["amina@mission.td", "d.rossi+un@esteri.example.it", " m_o'neill@defence.ie ", "mailto:a@b.org"]
)
def test_an_address_is_taken_as_it_is(typed: str):
    assert read_email(typed) == typed.strip().removeprefix("mailto:")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "amina",
        "amina@mission",
        "a..b@mission.td",
        "amina@mission.td, b@mission.td",
        "<b>a@b.org</b>",
        "a@b.org\nBcc: c@d.org",
        "\u202ea@b.org",
        "x" * 64 + "@" + "y" * (LONGEST_EMAIL - 60) + ".org",
    ],
)
def test_what_is_no_address_is_refused(typed: str):
    assert read_email(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+39 06 1234 5678", "+390612345678"),
        ("00235 66-12-34-56", "+23566123456"),
        ("+1 (212) 555.0100", "+12125550100"),
        ("+٢٣٥ ٦٦ ١٢ ٣٤ ٥٦", "+23566123456"),
        ("+33\u20111\u201344 55 66 77", "+33144556677"),
    ],
)
def test_a_number_is_read_in_whatever_figures_it_was_typed(typed: str, number: str):
    assert read_phone(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "06 1234 5678", "+39", "+39 06 1234 5678 ext. 4", "+0123456789", "+" + "1" * 16]
)
def test_what_is_no_number_with_a_country_is_refused(typed: str):
    assert read_phone(typed) is None
