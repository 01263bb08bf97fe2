"""Which days of the week are working days in a country.

CLDR knows the days of rest of most countries, but misses Bangladesh and others and is behind in some; so
the exceptions to Monday to Friday stand here.
"""

USUAL = frozenset(range(5))  # Monday to Friday; 0 is Monday
_SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})

_FRIDAY_AND_SATURDAY_FREE = (
    "BD", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "MV", "OM", "PS", "QA", "SA", "SD", "SY", "YE",
    # In doubt: by custom Thursday afternoon and Friday are free in these, but the ministries that deal with
    # other countries, and the UN's missions there, keep Sunday to Thursday.
    "AF", "DJ", "SO",
)  # fmt: skip
_OTHERS = {
    "BN": frozenset({0, 1, 2, 3, 5}),  # Friday and Sunday are free
    "IR": frozenset({5, 6, 0, 1, 2}),  # in doubt: a move to a free Friday and Saturday has long been debated
    "NP": frozenset({6, 0, 1, 2, 3, 4}),  # Saturday alone is free; in doubt: Sundays have been free at times
}


def working_days(country: str | None) -> frozenset[int]:
    """The working days of a country (ISO 3166-1 alpha-2); Monday to Friday where none is given or known."""
    if country in _FRIDAY_AND_SATURDAY_FREE:
        return _SUNDAY_TO_THURSDAY
    return _OTHERS.get(country or "", USUAL)
