import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new id: prefix, then 48 bits of time and 80 random bits in Crockford's base 32, so ids sort by time. */
export function newId(
  prefix:
    | "doc"
    | "ver"
    | "org"
    | "src"
    | "job"
    | "itm"
    | "cnv"
    | "msg"
    | "ans"
    | "gap"
    | "usr"
    | "grp"
    | "ses"
    | "inv"
    | "key"
    | "run"
    | "evr"
    | "rvw"
    | "apr",
): string {
  const time = encode(BigInt(Date.now()), 10);
  const random = encode(BigInt(`0x${randomBytes(10).toString("hex")}`), 16);
  return `${prefix}_${time}${random}`;
}

function encode(value: bigint, length: number): string {
  let rest = value;
  let text = "";
  for (let index = 0; index < length; index++) {
    text = alphabet[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return text;
}
