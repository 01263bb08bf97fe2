"""One finder over the shipped catalogue for all tests that only ask."""

import pytest

from knowledge.search import Finder


@pytest.fixture(scope="session")
def finder() -> Finder:
    return Finder.shipped()
