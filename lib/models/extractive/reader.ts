// A small network that reads question and sentence together, token by token, over the states of the frozen
// embedding model. Its layers are those of decomposable attention (Parikh et al., 2016): project, align, compare,
// pool. Trained by evals/fit/train-reader.py.
import type { TokenStates } from "../token-states";

export interface ReaderFile {
  weights: Record<string, { shape: number[]; data: string }>;
}

export interface ReaderSide {
  ids: number[];
  /** Token states scaled to length 1, row by row. */
  unit: Float32Array;
  /** Projected states, and the same scaled to length 1. */
  projected: Float32Array;
  projectedUnit: Float32Array;
  rows: number;
}

const width = 384;
const questionTokens = 20;
const sentenceTokens = 48;
/** Vocabulary ids below it are marks, not words. */
const firstWordId = 1000;

export class Reader {
  private readonly weights = new Map<string, Float32Array>();
  private readonly hidden: number;
  private readonly compared: number;

  constructor(file: ReaderFile) {
    for (const [name, { data }] of Object.entries(file.weights)) this.weights.set(name, fromHalf(data));
    this.hidden = this.get("pb").length;
    this.compared = this.get("cqb").length;
  }

  question(read: TokenStates): ReaderSide {
    return this.side(read, questionTokens);
  }

  sentence(read: TokenStates): ReaderSide {
    return this.side(read, sentenceTokens);
  }

  /** Log-odds that the sentence answers the question, before any calibration. */
  score(question: ReaderSide, sentence: ReaderSide): number {
    const raw = products(question.unit, sentence.unit, question.rows, sentence.rows, width);
    const sharp = this.get("temp")[0] ?? 1;
    const align = products(
      question.projectedUnit,
      sentence.projectedUnit,
      question.rows,
      sentence.rows,
      this.hidden,
    );
    for (let index = 0; index < align.length; index++) align[index] = (align[index] ?? 0) * sharp;
    const forQuestion = this.compare({
      own: question,
      other: sentence,
      raw,
      align,
      turned: false,
      layer: "cq",
      bias: "cqb",
    });
    const forSentence = this.compare({
      own: sentence,
      other: question,
      raw,
      align,
      turned: true,
      layer: "cs",
      bias: "csb",
    });
    const pooled = new Float32Array(4 * this.compared);
    this.pool(forQuestion, question.rows, "aq", pooled, 0);
    this.pool(forSentence, sentence.rows, "sa", pooled, 2 * this.compared);
    const middle = dense(pooled, 1, pooled.length, this.get("h"), this.get("hb"));
    for (let index = 0; index < middle.length; index++) middle[index] = Math.max(0, middle[index] ?? 0);
    return dense(middle, 1, middle.length, this.get("o"), this.get("ob"))[0] ?? 0;
  }

  private side(read: TokenStates, limit: number): ReaderSide {
    const rows = Math.min(read.ids.length, limit);
    const states = read.states.subarray(0, rows * width);
    const projected = dense(states, rows, width, this.get("P"), this.get("pb"));
    for (let index = 0; index < projected.length; index++)
      projected[index] = Math.tanh(projected[index] ?? 0);
    return {
      ids: read.ids.slice(0, rows),
      unit: unitRows(states, rows, width),
      projected,
      projectedUnit: unitRows(projected, rows, this.hidden),
      rows,
    };
  }

  /** Each token beside what it meets on the other side, through one layer. */
  private compare(input: {
    own: ReaderSide;
    other: ReaderSide;
    raw: Float32Array;
    align: Float32Array;
    turned: boolean;
    layer: string;
    bias: string;
  }): Float32Array {
    const { own, other, raw, align, turned } = input;
    const size = 4 * this.hidden + 3;
    const rows = new Float32Array(own.rows * size);
    const share = new Float32Array(other.rows);
    for (let i = 0; i < own.rows; i++) {
      const at = (j: number) => (turned ? j * own.rows + i : i * other.rows + j);
      let most = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < other.rows; j++) most = Math.max(most, align[at(j)] ?? 0);
      let sum = 0;
      let nearest = -1;
      let mean = 0;
      let same = 0;
      for (let j = 0; j < other.rows; j++) {
        const weight = Math.exp((align[at(j)] ?? 0) - most);
        share[j] = weight;
        sum += weight;
        const closeness = raw[at(j)] ?? 0;
        nearest = Math.max(nearest, closeness);
        mean += closeness / other.rows;
        if (own.ids[i] === other.ids[j] && (own.ids[i] ?? 0) >= firstWordId) same = 1;
      }
      for (let k = 0; k < this.hidden; k++) {
        const value = own.projected[i * this.hidden + k] ?? 0;
        let met = 0;
        for (let j = 0; j < other.rows; j++)
          met += ((share[j] ?? 0) / sum) * (other.projected[j * this.hidden + k] ?? 0);
        rows[i * size + k] = value;
        rows[i * size + this.hidden + k] = met;
        rows[i * size + 2 * this.hidden + k] = value * met;
        rows[i * size + 3 * this.hidden + k] = Math.abs(value - met);
      }
      rows[i * size + size - 3] = nearest;
      rows[i * size + size - 2] = same;
      rows[i * size + size - 1] = mean;
    }
    const result = dense(rows, own.rows, size, this.get(input.layer), this.get(input.bias));
    for (let index = 0; index < result.length; index++) result[index] = Math.max(0, result[index] ?? 0);
    return result;
  }

  /** A weighted mean and the maximum over tokens. */
  private pool(rows: Float32Array, count: number, attention: string, into: Float32Array, from: number): void {
    const weigh = this.get(attention);
    const size = this.compared;
    const scores = new Float32Array(count);
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (rows[i * size + k] ?? 0) * (weigh[k] ?? 0);
      scores[i] = sum;
      most = Math.max(most, sum);
    }
    let total = 0;
    for (let i = 0; i < count; i++) {
      scores[i] = Math.exp((scores[i] ?? 0) - most);
      total += scores[i] ?? 0;
    }
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < size; k++) {
        const value = rows[i * size + k] ?? 0;
        into[from + k] = (into[from + k] ?? 0) + ((scores[i] ?? 0) / total) * value;
        into[from + size + k] = Math.max(into[from + size + k] ?? 0, value);
      }
    }
  }

  private get(name: string): Float32Array {
    const weights = this.weights.get(name);
    if (!weights) throw new Error(`the reader's weights lack ${name}`);
    return weights;
  }
}

function dense(
  input: Float32Array,
  rows: number,
  size: number,
  weights: Float32Array,
  bias: Float32Array,
): Float32Array {
  const columns = bias.length;
  const output = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let column = 0; column < columns; column++) output[i * columns + column] = bias[column] ?? 0;
    for (let k = 0; k < size; k++) {
      const value = input[i * size + k] ?? 0;
      if (value === 0) continue;
      const row = k * columns;
      const to = i * columns;
      for (let column = 0; column < columns; column++) {
        output[to + column] = (output[to + column] ?? 0) + value * (weights[row + column] ?? 0);
      }
    }
  }
  return output;
}

function products(
  a: Float32Array,
  b: Float32Array,
  rows: number,
  columns: number,
  size: number,
): Float32Array {
  const output = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (a[i * size + k] ?? 0) * (b[j * size + k] ?? 0);
      output[i * columns + j] = sum;
    }
  }
  return output;
}

function unitRows(input: Float32Array, rows: number, size: number): Float32Array {
  const output = new Float32Array(rows * size);
  for (let i = 0; i < rows; i++) {
    let sum = 1e-6;
    for (let k = 0; k < size; k++) sum += (input[i * size + k] ?? 0) ** 2;
    const scale = 1 / Math.sqrt(sum);
    for (let k = 0; k < size; k++) output[i * size + k] = (input[i * size + k] ?? 0) * scale;
  }
  return output;
}

/** Base64 of 16-bit floats, little-endian, to 32-bit ones. */
function fromHalf(data: string): Float32Array {
  const bytes = Buffer.from(data, "base64");
  const output = new Float32Array(bytes.length / 2);
  for (let index = 0; index < output.length; index++) {
    const half = bytes.readUInt16LE(index * 2);
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    output[index] =
      sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
  }
  return output;
}
