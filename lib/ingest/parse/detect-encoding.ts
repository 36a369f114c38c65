import { analyse } from "chardet";
import iconv from "iconv-lite";
import { Breather } from "./breather";

const sampleBytes = 64 * 1024;
const pieceBytes = 256 * 1024;

/** The encoding of a text: byte-order mark, then valid UTF-8, then zeros as UTF-16 has them, then a guess by statistics. */
export function detectEncoding(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return "utf-32le";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "utf-32be";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, sampleBytes);
  const zeros = countZeros(sample);
  if (zeros.odd > sample.length * 0.2 && zeros.even < sample.length * 0.02) return "utf-16le";
  if (zeros.even > sample.length * 0.2 && zeros.odd < sample.length * 0.02) return "utf-16be";
  if (isMostlyUtf8(bytes)) return "utf-8";
  const guess = analyse(sampleAroundHighBytes(bytes)).find((match) => iconv.encodingExists(match.name));
  if (!guess || guess.confidence < 10 || guess.name === "ASCII") return "windows-1252";
  // The two differ only in printable characters that Latin-1 lacks.
  return guess.name === "ISO-8859-1" || /^utf/i.test(guess.name) ? "windows-1252" : guess.name;
}

/** Text of `bytes` in pieces of about 256 KB, decoded across their borders; bytes that are no text become U+FFFD. */
export async function* decodePieces(options: {
  bytes: Uint8Array;
  encoding: string;
  signal?: AbortSignal;
}): AsyncGenerator<string> {
  const { bytes, encoding, signal } = options;
  const breather = new Breather(signal);
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    await breather.breathe();
    const piece = decoder.write(
      Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(pieceBytes, bytes.length - start)),
    );
    if (piece) yield piece;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

/** The whole of a text that is known to be small. */
export function decodeAll(bytes: Uint8Array, encoding: string): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), encoding, {
    stripBOM: true,
  });
}

function countZeros(sample: Uint8Array): { odd: number; even: number } {
  const zeros = { odd: 0, even: 0 };
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] === 0) zeros[index % 2 ? "odd" : "even"]++;
  }
  return zeros;
}

/** UTF-8 with broken bytes is still UTF-8: other encodings hardly ever give a valid sequence by chance. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let broken = 0;
  for (let index = 0; index < bytes.length; ) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) {
      index++;
      continue;
    }
    const length = sequenceLength(bytes, index);
    if (length > 0) valid++;
    else broken++;
    index += length || 1;
    if (valid + broken > 100_000) break;
  }
  return valid >= broken;
}

/** Length of a valid UTF-8 sequence of two bytes or more at `index`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0;
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0;
  for (let next = 1; next < length; next++) {
    if (((bytes[index + next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** The statistics need the bytes beyond ASCII, which may begin late. */
function sampleAroundHighBytes(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  return bytes.subarray(Math.max(0, first - 4096), Math.max(0, first - 4096) + sampleBytes);
}
