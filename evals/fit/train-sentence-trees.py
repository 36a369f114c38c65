"""Trains the boosted trees that order the most promising sentences.

    python -m venv .data/fit-venv && .data/fit-venv/bin/pip install numpy==2.4.6 scikit-learn==1.9.1
    .data/fit-venv/bin/python evals/fit/train-sentence-trees.py lib/models/extractive/weights/sentence-trees.json .data/fit

Reads features.jsonl and features.f32 of each folder given (written by `npx tsx evals/fit/export-features.ts`), of
which the questions that are held back and the demo questions are never learned from, and writes the trees. The seed
is fixed. Prints how often the right sentence comes first, before and after, with McNemar's exact test.
"""

import json
import sys

import numpy as np
from scipy.stats import binomtest
from sklearn.ensemble import HistGradientBoostingClassifier

out, folders = sys.argv[1], sys.argv[2:]
MOST, SEED = 14, 11
rows_of, right_of, question_of, score_of, questions = [], [], [], [], []
for folder in folders:
    lines = [json.loads(line) for line in open(f"{folder}/features.jsonl")]
    names = lines[0]["sentence"]
    table = np.fromfile(f"{folder}/features.f32", np.float32).reshape(-1, len(names))
    at = 0
    for line in lines[1:]:
        count = len(line["right"])
        own = table[at : at + count]
        at += count
        if not line["answerable"] or not any(line["right"]) or line["german"] or line["kind"] not in ("company", "squad"):
            continue
        top = np.argsort(-own[:, -1], kind="stable")[:MOST]
        features = np.nan_to_num(own[top].astype(np.float64), nan=-6)
        rows_of.append(np.concatenate([features, features - features.max(0, keepdims=True)], 1))
        right_of.append(np.array(line["right"])[top])
        score_of.append(own[top, -1])
        question_of.append(np.full(len(top), len(questions)))
        questions.append(line)
rows, right, score, question = map(np.concatenate, (rows_of, right_of, score_of, question_of))
held = np.array([questions[q]["heldBack"] for q in question])
squad = np.array([questions[q]["set"] == "squad" for q in question])
demo = np.array([questions[q]["set"] == "demo" for q in question])
fit = ~held & ~demo
own_weight = float((fit & squad).sum()) / max(1, (fit & ~squad).sum())


def trained(chosen):
    return HistGradientBoostingClassifier(
        max_depth=3, learning_rate=0.05, max_iter=ITERATIONS, min_samples_leaf=30, l2_regularization=5,
        max_features=0.3, early_stopping=False, random_state=SEED,
    ).fit(rows[chosen], right[chosen], sample_weight=np.where(squad[chosen], 1.0, own_weight))


def first(scores, chosen):
    asked = np.unique(question[chosen])
    return np.array([right[question == q][np.argmax(scores[question == q])] for q in asked])


def report(title, scores, chosen):
    before, after = first(score, chosen), first(scores, chosen)
    better, worse = int(((after == 1) & (before == 0)).sum()), int(((after == 0) & (before == 1)).sum())
    p = binomtest(better, better + worse).pvalue if better + worse else 1.0
    print(f"{title}: right sentence first {before.mean():.3f} -> {after.mean():.3f} of {len(after)}, {better} better, {worse} worse, p {p:.3f}")


ITERATIONS = 150
groups = sorted({questions[q]["group"] for q in question[fit]})
fold_of = {group: index % 5 for index, group in enumerate(groups)}
fold = np.array([fold_of.get(questions[q]["group"], -1) for q in question])
unseen = np.zeros(len(rows))
for part in range(5):
    unseen[fold == part] = trained(fit & (fold != part)).decision_function(rows[fold == part])
report("fitting part, cross-validated by document, SQuAD", unseen, fit & squad)
report("fitting part, cross-validated by document, others", unseen, fit & ~squad)
model = trained(fit)
scores = model.decision_function(rows)
report("held back, SQuAD", scores, held & squad)
report("held back, others", scores, held & ~squad & ~demo)

trees = {"most": MOST, "bias": round(float(model._baseline_prediction.ravel()[0]), 5), "features": names}
trees |= {key: [] for key in ("roots", "feature", "threshold", "left", "right", "value")}
for (predictor,) in model._predictors:
    base = len(trees["feature"])
    trees["roots"].append(base)
    for node in predictor.nodes:
        leaf = bool(node["is_leaf"])
        trees["feature"].append(-1 if leaf else int(node["feature_idx"]))
        trees["threshold"].append(0 if leaf else float(f"{node['num_threshold']:.6g}"))
        trees["left"].append(0 if leaf else base + int(node["left"]))
        trees["right"].append(0 if leaf else base + int(node["right"]))
        trees["value"].append(float(f"{node['value']:.4g}") if leaf else 0)
notes = {"command": "python evals/fit/train-sentence-trees.py", "seed": SEED, "questions": len(np.unique(question[fit]))}
json.dump(notes | trees, open(out, "w"), separators=(",", ":"))
