import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from aijournal.analysis.student_t import incomplete_beta, normal_quantile, t_quantile

DEGREES = [1, 2, 3, 4, 5, 7, 10, 19, 30, 59, 100, 364, 999, 3650, 9999, 10_000]
PROBABILITIES = [0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995]


@pytest.mark.parametrize("degrees", DEGREES)
@pytest.mark.parametrize("probability", PROBABILITIES)
def test_quantiles_are_those_of_scipy(probability: float, degrees: int) -> None:
    assert t_quantile(probability, degrees) == pytest.approx(stats.t.ppf(probability, degrees), rel=1e-10)


@given(st.floats(0.9, 0.9995), st.integers(1, 10_000))
def test_quantiles_are_those_of_scipy_anywhere_in_the_range(probability: float, degrees: int) -> None:
    assert t_quantile(probability, degrees) == pytest.approx(stats.t.ppf(probability, degrees), rel=1e-10)


@given(st.floats(0.001, 0.999), st.floats(0.5, 500), st.floats(0.5, 500))
def test_the_incomplete_beta_function_is_that_of_scipy(x: float, a: float, b: float) -> None:
    assert incomplete_beta(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), rel=1e-9, abs=1e-13)


def test_the_normal_quantile_is_the_one_of_the_tables() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959963984540054, rel=1e-12)


@pytest.mark.parametrize(("probability", "degrees"), [(0.5, 3), (0.2, 3), (1.0, 3), (0.975, 0), (0.975, -1)])
def test_what_has_no_quantile_is_refused(probability: float, degrees: float) -> None:
    with pytest.raises(ValueError, match="probability"):
        t_quantile(probability, degrees)
