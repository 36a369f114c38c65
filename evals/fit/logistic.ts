export interface LogisticFit {
  bias: number;
  weights: number[];
}

/**
 * The same with a sign for some features (1, -1, or 0 for either): a feature that would get the other sign is left
 * out, worst first, and the rest is fitted anew. Keeps what the features mean where the data is thin.
 */
export function fitSigned(options: {
  rows: number[][];
  labels: number[];
  sampleWeights: number[];
  penalty: number;
  signs: number[];
}): LogisticFit {
  const { rows, signs, ...rest } = options;
  let kept = signs.map((_, k) => k);
  for (;;) {
    const fit = fitLogistic({ ...rest, rows: rows.map((row) => kept.map((k) => row[k] ?? 0)) });
    const wrong = kept.filter((k, at) => (fit.weights[at] ?? 0) * (signs[k] ?? 0) < 0);
    if (wrong.length === 0) {
      const weights = signs.map(() => 0);
      for (const [at, k] of kept.entries()) weights[k] = fit.weights[at] ?? 0;
      return { bias: fit.bias, weights };
    }
    const spread = (k: number) => {
      const values = rows.map((row) => row[k] ?? 0);
      return Math.max(...values.slice(0, 5000)) - Math.min(...values.slice(0, 5000)) || 1;
    };
    const worst = wrong
      .map((k) => ({ k, size: Math.abs(fit.weights[kept.indexOf(k)] ?? 0) * spread(k) }))
      .sort((a, b) => b.size - a.size)[0]?.k;
    kept = kept.filter((k) => k !== worst);
  }
}

/**
 * Logistic regression with an L2 penalty on standardised features, by Newton's method; weights come back on the
 * features' own scale. `sampleWeights` says how much each row counts.
 */
export function fitLogistic({
  rows,
  labels,
  sampleWeights,
  penalty,
}: {
  rows: number[][];
  labels: number[];
  sampleWeights?: number[];
  penalty: number;
}): LogisticFit {
  const size = rows[0]?.length ?? 0;
  const counts = sampleWeights ?? rows.map(() => 1);
  const { mean, deviation } = moments(rows, size);
  const scaled = rows.map((row) => [
    1,
    ...row.map((value, k) => (value - (mean[k] ?? 0)) / (deviation[k] ?? 1)),
  ]);
  let beta = new Array<number>(size + 1).fill(0);
  for (let round = 0; round < 30; round++) {
    const gradient = beta.map((value, k) => (k === 0 ? 0 : -penalty * value));
    const hessian = beta.map((_, k) => beta.map((_, l) => (k === l && k > 0 ? penalty : 0)));
    for (const [i, row] of scaled.entries()) {
      const p = sigmoid(dotOf(beta, row));
      const weight = counts[i] ?? 1;
      const pull = weight * ((labels[i] ?? 0) - p);
      const curve = weight * Math.max(1e-6, p * (1 - p));
      for (let k = 0; k <= size; k++) {
        const x = row[k] ?? 0;
        gradient[k] = (gradient[k] ?? 0) + pull * x;
        const line = hessian[k];
        if (line) for (let l = 0; l <= size; l++) line[l] = (line[l] ?? 0) + curve * x * (row[l] ?? 0);
      }
    }
    const move = solve(hessian, gradient);
    beta = beta.map((value, k) => value + (move[k] ?? 0));
    if (Math.max(...move.map(Math.abs)) < 1e-7) break;
  }
  const weights = beta.slice(1).map((value, k) => value / (deviation[k] ?? 1));
  const bias = (beta[0] ?? 0) - weights.reduce((sum, value, k) => sum + value * (mean[k] ?? 0), 0);
  return { bias, weights };
}

export function predict(fit: LogisticFit, row: number[]): number {
  return sigmoid(fit.bias + dotOf(fit.weights, row));
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function dotOf(a: number[], b: number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}

function moments(rows: number[][], size: number): { mean: number[]; deviation: number[] } {
  const mean = new Array<number>(size).fill(0);
  const square = new Array<number>(size).fill(0);
  for (const row of rows) {
    for (let k = 0; k < size; k++) {
      mean[k] = (mean[k] ?? 0) + (row[k] ?? 0) / rows.length;
      square[k] = (square[k] ?? 0) + (row[k] ?? 0) ** 2 / rows.length;
    }
  }
  return {
    mean,
    deviation: square.map((value, k) => Math.sqrt(Math.max(1e-12, value - (mean[k] ?? 0) ** 2)) || 1),
  };
}

/** Gaussian elimination with pivoting. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  const a = matrix.map((row, k) => [...row, right[k] ?? 0]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let k = column + 1; k < size; k++) {
      if (Math.abs(a[k]?.[column] ?? 0) > Math.abs(a[pivot]?.[column] ?? 0)) pivot = k;
    }
    const [from = [], to = []] = [a[pivot], a[column]];
    a[column] = from;
    a[pivot] = to;
    const head = a[column]?.[column] || 1e-12;
    for (let k = column + 1; k < size; k++) {
      const factor = (a[k]?.[column] ?? 0) / head;
      const row = a[k];
      if (factor === 0 || !row) continue;
      for (let l = column; l <= size; l++) row[l] = (row[l] ?? 0) - factor * (a[column]?.[l] ?? 0);
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let k = size - 1; k >= 0; k--) {
    let value = a[k]?.[size] ?? 0;
    for (let l = k + 1; l < size; l++) value -= (a[k]?.[l] ?? 0) * (result[l] ?? 0);
    result[k] = value / (a[k]?.[k] || 1e-12);
  }
  return result;
}
