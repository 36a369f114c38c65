"""Writes lib/evals/statistics/reference.json: what scipy, statsmodels and numpy say, for the tests beside it.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install scipy statsmodels
    /tmp/venv/bin/python evals/statistics-reference.py
"""

import json
import pathlib

import numpy
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests

random = numpy.random.default_rng(7)


def mcnemar_power(count, shift, discordant, alpha):
    """Power of the exact test by summing over every outcome."""
    differ = shift + discordant
    wrong_way = 1 - (shift + discordant / 2) / differ
    power = 0.0
    for pairs in range(1, count + 1):
        # Two-sided and symmetric: twice the smaller tail.
        lost = numpy.arange(pairs // 2 + 1)
        rejecting = numpy.minimum(1, 2 * stats.binom.cdf(lost, pairs, 0.5)) <= alpha
        power += stats.binom.pmf(pairs, count, differ) * stats.binom.pmf(lost[rejecting], pairs, wrong_way).sum()
    return power


def detectable_rate(count, discordant, alpha):
    """Smallest number of pairs, of `count`, that the test finds in 80 of 100 tries, as a share."""
    for turned in range(1, count + 1):
        if mcnemar_power(count, turned / count, discordant, alpha) >= 0.8:
            return turned / count
    return 1


def mcnemar_case(gained, lost):
    table = [[30, lost], [gained, 20]]
    return {"gained": gained, "lost": lost, "p": float(mcnemar(table, exact=True).pvalue)}


def kappa_case(table):
    return {"table": table, "kappa": float(cohens_kappa(numpy.array(table)).kappa)}


def bootstrap_case(values):
    interval = stats.bootstrap(
        (numpy.array(values),), numpy.mean, method="percentile", n_resamples=20_000, rng=random
    ).confidence_interval
    return {"values": values, "low": float(interval.low), "high": float(interval.high)}


def paired_case(differences):
    test = stats.ttest_1samp(differences, 0)
    error = float(numpy.std(differences, ddof=1) / len(differences) ** 0.5)
    return {"differences": differences, "error": error, "p": float(test.pvalue)}


def rounded(values):
    return [round(float(value), 6) for value in values]


p_values = [rounded(random.uniform(0, 0.2, size)) for size in (1, 3, 8, 20)]
numbers = rounded(random.normal(size=17))
reference = {
    "versions": {
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "numpy": numpy.__version__,
    },
    "normalQuantile": [[p, float(stats.norm.ppf(p))] for p in (1e-9, 0.001, 0.02, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999)],
    "normalCdf": [[x, float(stats.norm.cdf(x))] for x in (-8, -4, -2.5, -0.3, 0, 0.7, 1.96, 3.3, 6)],
    "mcnemar": [mcnemar_case(*pair) for pair in ((0, 1), (6, 0), (12, 3), (40, 20), (7, 9), (150, 100), (300, 240))],
    "holm": [{"p": p, "adjusted": [float(q) for q in multipletests(p, method="holm")[1]]} for p in p_values],
    "kappa": [kappa_case(table) for table in ([[20, 5], [10, 15]], [[45, 15], [25, 15]], [[30, 2, 1], [4, 22, 3], [0, 5, 9]])],
    "quantile": [[share, float(numpy.quantile(numbers, share))] for share in (0, 0.025, 0.31, 0.5, 0.975, 1)],
    "quantileOf": sorted(numbers),
    "bootstrap": [
        bootstrap_case(rounded(random.normal(0.6, 0.2, 60))),
        bootstrap_case([float(value) for value in random.binomial(1, 0.8, 150)]),
    ],
    "paired": [
        paired_case(rounded(random.normal(0.02, 0.2, 120))),
        paired_case(rounded(random.normal(0.08, 0.3, 80))),
        paired_case(rounded(random.normal(-0.05, 0.2, 200))),
    ],
    "detectableRate": [
        {"count": count, "discordant": discordant, "alpha": alpha, "share": detectable_rate(count, discordant, alpha)}
        for count, discordant, alpha in ((100, 0.1, 0.05), (60, 0.05, 0.0025), (192, 0.02, 0.0025))
    ],
}
place = pathlib.Path(__file__).parent.parent / "lib/evals/statistics/reference.json"
place.write_text(json.dumps(reference, indent=1) + "\n")
