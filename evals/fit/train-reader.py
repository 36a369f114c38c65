"""Trains the reader: a small late-interaction network over token states of the frozen embedding model.

    python -m venv .data/fit-venv && .data/fit-venv/bin/pip install jax==0.10.2 numpy scikit-learn
    .data/fit-venv/bin/python evals/fit/train-reader.py .data/fit

Reads records.jsonl, states.jsonl and states.f16 (written by `npx tsx evals/fit/export-reader-data.ts`) and writes
the weights of the reader and of one reader for each half of the development articles, trained on the other half.
Seeds are fixed. Held-back articles are never read for training.
"""

import base64
import json
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
from sklearn.metrics import roc_auc_score

folder = sys.argv[1]
out = sys.argv[2]
epochs = int(sys.argv[3]) if len(sys.argv) > 3 else 4
parts = sys.argv[4].split(",") if len(sys.argv) > 4 else ["all", "0", "1"]

LQ, LS, H, C = 20, 48, 64, 40
started = time.time()
records = [json.loads(line) for line in open(f"{folder}/records.jsonl")]
meta = [json.loads(line) for line in open(f"{folder}/states.jsonl")]
place = {m["t"]: i for i, m in enumerate(meta)}
states = np.memmap(f"{folder}/states.f16", dtype=np.float16, mode="r").reshape(-1, 384)


def look_up(text, limit):
    m = meta[place[text]]
    n = min(m["n"], limit)
    return states[m["off"] : m["off"] + n], m["ids"][:n]


def answer_tokens(record, sentence, ids):
    marks = np.zeros(LS, np.float32)
    if not (record["ans"] and sentence["p"] and sentence["g"]):
        return marks
    for answer in record["answers"]:
        wanted = meta[place[answer]]["ids"][1:-1]
        for at in range(len(ids) - len(wanted) + 1):
            if ids[at : at + len(wanted)] == wanted:
                marks[at : at + len(wanted)] = 1
    return marks


questions, sentences = {}, {}
for record in records:
    questions.setdefault(record["q"], len(questions))
    for sentence in record["top"]:
        sentences.setdefault(sentence["t"], len(sentences))
Q = np.zeros((len(questions), LQ, 384), np.float16)
QI = np.zeros((len(questions), LQ), np.int32)
for text, i in questions.items():
    h, ids = look_up(text, LQ)
    Q[i, : len(ids)], QI[i, : len(ids)] = h, ids
S = np.zeros((len(sentences), LS, 384), np.float16)
SI = np.zeros((len(sentences), LS), np.int32)
for text, i in sentences.items():
    h, ids = look_up(text, LS)
    S[i, : len(ids)], SI[i, : len(ids)] = h, ids

rows = []  # record, question, sentence, label, keep
marks = []
for r, record in enumerate(records):
    for k, sentence in enumerate(record["top"][: 3 if record["mode"] == "full" else 1]):
        s = sentences[sentence["t"]]
        label = int(record["ans"] and sentence["p"] and sentence["g"])
        rows.append((r, questions[record["q"]], s, label))
        marks.append(answer_tokens(record, sentence, list(SI[s])))
rows = np.array(rows)
marks = np.array(marks)
print("pairs", len(rows), "positive", rows[:, 3].sum(), flush=True)


def init(key):
    keys = iter(jax.random.split(key, 12))
    g = lambda i, o, s=1.0: jax.random.normal(next(keys), (i, o)) * np.sqrt(1.0 / i) * s
    return dict(
        P=g(384, H), pb=jnp.zeros(H), cq=g(4 * H + 3, C), cqb=jnp.zeros(C), cs=g(4 * H + 3, C), csb=jnp.zeros(C),
        aq=g(C, 1), sa=g(C, 1), tok=g(C, 1, 0.1), tb=jnp.zeros(1) - 2, h=g(C * 4, 32), hb=jnp.zeros(32),
        o=g(32, 1, 0.3), ob=jnp.zeros(1) - 1, temp=jnp.array([8.0]),
    )


def unit(x):
    return x / jnp.sqrt((x * x).sum(-1, keepdims=True) + 1e-6)


def forward(p, q, qi, s, si, key=None, drop=0.25):
    def dropped(x, k):
        if key is None:
            return x
        return jnp.where(jax.random.bernoulli(k, 1 - drop, x.shape), x / (1 - drop), 0)

    ks = jax.random.split(key, 5) if key is not None else [None] * 5
    qm, sm = (qi > 0).astype(jnp.float32), (si > 0).astype(jnp.float32)
    q, s = q.astype(jnp.float32), s.astype(jnp.float32)
    raw = jnp.einsum("bqd,bsd->bqs", unit(q), unit(s))
    same = ((qi[:, :, None] == si[:, None, :]) & (qi[:, :, None] > 999)).astype(jnp.float32)
    qp = jnp.tanh(dropped(q, ks[0]) @ p["P"] + p["pb"])
    sp = jnp.tanh(dropped(s, ks[1]) @ p["P"] + p["pb"])
    e = jnp.einsum("bqd,bsd->bqs", unit(qp), unit(sp)) * p["temp"]
    qa = jnp.einsum("bqs,bsd->bqd", jax.nn.softmax(jnp.where(sm[:, None, :] > 0, e, -1e9), 2), sp)
    sa = jnp.einsum("bqs,bqd->bsd", jax.nn.softmax(jnp.where(qm[:, :, None] > 0, e, -1e9), 1), qp)
    inside = jnp.where((sm[:, None, :] > 0) & (qm[:, :, None] > 0), raw, -1.0)
    qf = jnp.stack([inside.max(2), same.max(2), (raw * sm[:, None, :]).sum(2) / sm.sum(1)[:, None]], -1)
    sf = jnp.stack([inside.max(1), same.max(1), (raw * qm[:, :, None]).sum(1) / qm.sum(1)[:, None]], -1)
    cq = jax.nn.relu(jnp.concatenate([qp, qa, qp * qa, jnp.abs(qp - qa), qf], -1) @ p["cq"] + p["cqb"])
    cs = jax.nn.relu(jnp.concatenate([sp, sa, sp * sa, jnp.abs(sp - sa), sf], -1) @ p["cs"] + p["csb"])
    cq, cs = dropped(cq, ks[2]), dropped(cs, ks[3])
    wq = jax.nn.softmax(jnp.where(qm > 0, (cq @ p["aq"])[..., 0], -1e9), 1)
    ws = jax.nn.softmax(jnp.where(sm > 0, (cs @ p["sa"])[..., 0], -1e9), 1)
    pooled = jnp.concatenate(
        [
            (wq[..., None] * cq).sum(1), jnp.where(qm[..., None] > 0, cq, 0).max(1),
            (ws[..., None] * cs).sum(1), jnp.where(sm[..., None] > 0, cs, 0).max(1),
        ],
        -1,
    )
    hidden = jax.nn.relu(dropped(pooled, ks[4]) @ p["h"] + p["hb"])
    return (hidden @ p["o"] + p["ob"])[:, 0], (cs @ p["tok"] + p["tb"])[..., 0], sm


def cross_entropy(logit, label):
    return jnp.maximum(logit, 0) - logit * label + jnp.log1p(jnp.exp(-jnp.abs(logit)))


def loss(p, b, key):
    logit, token, sm = forward(p, *b[:4], key=key)
    return cross_entropy(logit, b[4]).mean() + 0.5 * (cross_entropy(token, b[5]) * sm).sum() / sm.sum()


@jax.jit
def step(p, m, v, i, b, key, rate):
    value, g = jax.value_and_grad(loss)(p, b, key)
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    p = jax.tree.map(
        lambda p, m, v: p * (1 - rate * 0.02) - rate * (m / (1 - 0.9**i)) / (jnp.sqrt(v / (1 - 0.999**i)) + 1e-8), p, m, v
    )
    return p, m, v, value


logits = jax.jit(lambda p, *b: forward(p, *b)[0])


def batch(pick):
    q, s = rows[pick, 1], rows[pick, 2]
    return Q[q], QI[q], S[s], SI[s], rows[pick, 3].astype(np.float32), marks[pick]


def train(pick, seed):
    rng = np.random.default_rng(seed)
    p = init(jax.random.PRNGKey(seed))
    m = v = jax.tree.map(jnp.zeros_like, p)
    key, i, size = jax.random.PRNGKey(seed + 1), 0, 128
    total = epochs * (len(pick) // size)
    for epoch in range(epochs):
        rng.shuffle(pick)
        value = 0.0
        for at in range(0, len(pick) - size + 1, size):
            i += 1
            key, k = jax.random.split(key)
            p, m, v, last = step(p, m, v, i, batch(pick[at : at + size]), k, 2e-3 * min(1, i / 50) * max(0.03, 1 - i / total))
            value += float(last)
        print(f"  epoch {epoch} loss {value / (len(pick) // size):.4f} {time.time() - started:.0f} s", flush=True)
    return p


def report(name, p, chosen):
    best = {}
    pick = np.array([i for i in range(len(rows)) if rows[i, 0] in chosen])
    for at in range(0, len(pick), 256):
        part = pick[at : at + 256]
        values = np.array(logits(p, *batch(np.pad(part, (0, 256 - len(part)), mode="edge"))[:4]))[: len(part)]
        for i, value in zip(part, values):
            best[rows[i, 0]] = max(best.get(rows[i, 0], -99), float(value))
    full = [r for r in best if records[r]["mode"] == "full"]
    print(name, "AUC", round(roc_auc_score([records[r]["ans"] for r in full], [best[r] for r in full]), 4), flush=True)


articles = sorted({r["doc"] for r in records if not r["held"]})
for part in parts:
    left_out = set(articles[int(part) :: 2]) if part != "all" else set()
    pick = np.array([i for i, row in enumerate(rows) if not records[row[0]]["held"] and records[row[0]]["doc"] not in left_out])
    p = train(pick, 7)
    if part == "all":
        report("held-back articles", p, {r for r, x in enumerate(records) if x["held"]})
    else:
        report(f"articles {sorted(left_out)}", p, {r for r, x in enumerate(records) if x["doc"] in left_out})
    weights = {
        name: {"shape": list(value.shape), "data": base64.b64encode(np.asarray(value, np.float16).tobytes()).decode()}
        for name, value in p.items()
    }
    name = "reader" if part == "all" else f"reader-fold-{part}"
    json.dump(
        {"embeddingModel": "all-MiniLM-L6-v2/int8", "command": f"python evals/fit/train-reader.py, part {part}", "seed": 7, "epochs": epochs, "leftOut": sorted(left_out), "weights": weights},
        open(f"{out}/{name}.json", "w"),
    )
