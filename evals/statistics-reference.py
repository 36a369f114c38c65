"""Writes lib/evals/statistics/reference.json: what scipy, statsmodels, scikit-learn and numpy say, for the
tests beside it.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install scipy statsmodels scikit-learn
    /tmp/venv/bin/python evals/statistics-reference.py
"""

import json
import pathlib

import numpy
import scipy
import statsmodels
import sklearn
from scipy import stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import f1_score, ndcg_score, precision_score, recall_score
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


def curve_case(size):
    """Area under risk and coverage by its definition: at each coverage the mean loss of the surest answers."""
    confidence = random.permutation(numpy.linspace(0.01, 0.99, size)).round(6)
    right = random.random(size) < confidence
    surest = numpy.argsort(-confidence)
    risks = numpy.cumsum(~right[surest]) / numpy.arange(1, size + 1)
    return {
        "confidence": [float(value) for value in confidence],
        "right": [int(value) for value in right],
        "aurc": float(risks.mean()),
    }


def calibration_case(size):
    """Expected calibration error from scikit-learn's calibration curve, each bin weighed by what is in it."""
    confidence = random.beta(2, 1.2, size).round(6)
    told = random.random(size) < confidence**1.5
    shares, means = calibration_curve(told, confidence, n_bins=10)
    weights = numpy.histogram(confidence, bins=numpy.linspace(0, 1, 11))[0] / size
    return {
        "confidence": [float(value) for value in confidence],
        "told": [int(value) for value in told],
        "error": float(numpy.sum(weights[weights > 0] * numpy.abs(shares - means))),
    }


def refusal_case(size):
    due = random.random(size) < 0.3
    refused = numpy.where(random.random(size) < 0.75, due, ~due)
    return {
        "due": [int(value) for value in due],
        "refused": [int(value) for value in refused],
        "precision": float(precision_score(due, refused)),
        "recall": float(recall_score(due, refused)),
        "f1": float(f1_score(due, refused)),
    }


def ranking_case(gains, wanted):
    """Each thing to find stands once in the ranking of ten or not at all; those that are missing stand behind it."""
    truth = list(gains) + [1] * (wanted - sum(gains))
    order = list(range(len(truth), 0, -1))
    return {
        "gains": gains,
        "wanted": wanted,
        "ndcg": float(ndcg_score([truth], [order], k=10)),
        "reciprocal": next((1 / (place + 1) for place, gain in enumerate(gains) if gain), 0),
        "recall": [sum(gains[:5]) / wanted, sum(gains[:10]) / wanted],
    }


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
    "curve": [curve_case(30), curve_case(101)],
    "calibration": [calibration_case(60), calibration_case(400)],
    "refusals": [refusal_case(40), refusal_case(192)],
    "rankings": [
        ranking_case([0, 1, 0, 0, 0, 0, 1, 0, 0, 0], 3),
        ranking_case([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1),
        ranking_case([0, 0, 1, 1, 0, 0, 0, 0, 0, 1], 4),
        ranking_case([0] * 10, 2),
    ],
}
reference["versions"]["scikit-learn"] = sklearn.__version__
place = pathlib.Path(__file__).parent.parent / "lib/evals/statistics/reference.json"
place.write_text(json.dumps(reference, indent=1) + "\n")
