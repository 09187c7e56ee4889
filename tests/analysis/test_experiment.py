import numpy as np
import pytest

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.experiment import TrialBasis, TrialFigure
from aijournal.analysis.sentences import say
from aijournal.analysis.value import Tier
from aijournal.domain.kept_trial import TrialPlan
from tests.analysis.trial_worlds import TrialWorld, drawn_trial
from tests.export.experiments import OF_AI, drawn, told

BASIS = TrialBasis(20, 10, 10, 20, 1.0, 0, 0.0, 0, Tier.RANDOMISED)
SENTENCE = say("trial.no_number")


def test_a_figure_cannot_be_made_without_its_range_nor_held_back_without_a_reason() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        TrialFigure(BASIS, SENTENCE)
    with pytest.raises(ValueError, match="needs a reason"):
        TrialFigure(BASIS, SENTENCE, guard="")
    with pytest.raises(ValueError, match="held back"):
        TrialFigure(BASIS, SENTENCE, Estimate(0.1, 0.0, 0.2), guard="too few")


def test_an_effect_is_told_with_its_range_its_tasks_its_coverage_and_its_tier() -> None:
    one = told(OF_AI, drawn(-0.4, 80, refused=20))
    effect, running, felt = one.sentences
    assert effect.startswith("Tasks took ")
    assert "% less time with the treatment, between " in effect
    assert "of draws would show one as large. Randomised; 80 of 80 drawn tasks done (100 %), " in effect
    assert effect.endswith("20 of 100 not left to chance (20 %); 0 not done as drawn.")
    assert running.startswith("Looked at as often as you like")
    assert running.split("Randomised")[1] == effect.split("Randomised")[1]
    assert felt.startswith("For every hour that was felt to be saved, 1 trial measured about ")
    assert "20 of 100 tasks were not left to chance (20 %)." in felt


def test_too_few_tasks_are_said_without_any_figure() -> None:
    one = told(OF_AI, drawn(-0.9, 14))
    assert (one.effect.estimate, one.running, one.felt, one.permutation_p) == (None,) * 4
    (sentence,) = one.sentences
    assert "more finished task" in sentence
    assert "% " not in sentence.split("Randomised")[0]


def test_what_goes_on_was_drawn_elsewhere_or_changed_is_said() -> None:
    trial = drawn_trial(TrialWorld(-0.3), 40, np.random.default_rng(2))
    ended, goes_on = (told(TrialPlan("x"), trial, has_ended=one).sentences for one in (True, False))
    assert set(goes_on) - set(ended) == {say("trial.goes_on")}
    elsewhere = told(TrialPlan("x"), trial, is_drawn_here=False).sentences
    assert set(elsewhere) - set(ended) == {say("trial.drawn_elsewhere")}
