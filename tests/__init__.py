"""Tests of everything; see the mirrored folders."""

import pytest

# What the helpers of tests assert says what was found, as in a test itself.
pytest.register_assert_rewrite("tests.support")
