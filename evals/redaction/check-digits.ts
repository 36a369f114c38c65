// Valid numbers by construction, from the registers' published rules; none of the libraries that the product uses.
import type { Seeded } from "./seeded";

const sum = (digits: string, weights: number[]) =>
  weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);

export function luhnDigit(digits: string): string {
  const total = [...digits].reverse().reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (total % 10)) % 10);
}

/** ISO 7064 MOD 97-10 over letters as numbers. */
export function ibanOf(country: string, bban: string): string {
  const numeric = [...`${bban}${country}00`].map((letter) => Number.parseInt(letter, 36)).join("");
  return `${country}${String(98n - (BigInt(numeric) % 97n)).padStart(2, "0")}${bban}`;
}

const two = (value: number) => String(value).padStart(2, "0");
const day = (random: Seeded) => ({
  y: 50 + random.below(49),
  m: 1 + random.below(12),
  d: 1 + random.below(28),
});

/** National numbers by register: the number as it is written, and the word that stands beside it. */
export const registers: Record<string, { names: string[]; make: (random: Seeded) => string }> = {
  "NL BSN": {
    names: ["BSN", "burgerservicenummer"],
    make: (random) => {
      for (;;) {
        const body = `${1 + random.below(9)}${random.digits(7)}`;
        const check = sum(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        if (check < 10) return body + check;
      }
    },
  },
  "PL PESEL": {
    names: ["PESEL"],
    make: (random) => {
      const { y, m, d } = day(random);
      const body = `${two(y)}${two(m)}${two(d)}${random.digits(4)}`;
      return body + ((10 - (sum(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10);
    },
  },
  "ES DNI": {
    names: ["DNI", "documento nacional de identidad"],
    make: (random) => {
      const body = random.digits(8);
      return body + "TRWAGMYFPDXBNJZSQVHLCKE"[Number(body) % 23];
    },
  },
  "FR NIR": {
    names: ["NIR", "numéro de sécurité sociale"],
    make: (random) => {
      const { y, m } = day(random);
      const body = `${1 + random.below(2)}${two(y)}${two(m)}${two(1 + random.below(19))}${String(1 + random.below(900)).padStart(3, "0")}${String(1 + random.below(998)).padStart(3, "0")}`;
      return body + two(97 - Number(BigInt(body) % 97n));
    },
  },
  "BR CPF": {
    names: ["CPF"],
    make: (random) => {
      const body = random.digits(9);
      const first = ((sum(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
      const second = ((sum(body + first, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
      return `${body.slice(0, 3)}.${body.slice(3, 6)}.${body.slice(6)}-${first}${second}`;
    },
  },
  "SE personnummer": {
    names: ["personnummer", "pnr"],
    make: (random) => {
      const { y, m, d } = day(random);
      const body = `${two(y)}${two(m)}${two(d)}${random.digits(3)}`;
      return `${body.slice(0, 6)}-${body.slice(6)}${luhnDigit(body)}`;
    },
  },
  "US SSN": {
    names: ["SSN", "social security number"],
    make: (random) => `${100 + random.below(560)}-${two(10 + random.below(89))}-${1000 + random.below(8999)}`,
  },
  "CA SIN": {
    names: ["SIN", "social insurance number"],
    make: (random) => {
      const body = `${1 + random.below(7)}${random.digits(7)}`;
      const whole = body + luhnDigit(body);
      return `${whole.slice(0, 3)} ${whole.slice(3, 6)} ${whole.slice(6)}`;
    },
  },
  "FI HETU": {
    names: ["HETU", "henkilötunnus"],
    make: (random) => {
      const { y, m, d } = day(random);
      const number = String(2 + random.below(897)).padStart(3, "0");
      const rest = Number(`${two(d)}${two(m)}${two(y)}${number}`) % 31;
      return `${two(d)}${two(m)}${two(y)}-${number}${"0123456789ABCDEFHJKLMNPRSTUVWXY"[rest]}`;
    },
  },
  "CH AHV": {
    names: ["AHV-Nummer", "AVS"],
    make: (random) => {
      const body = `756${random.digits(9)}`;
      const check = (10 - (sum(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10;
      return `756.${body.slice(3, 7)}.${body.slice(7, 11)}.${body.slice(11)}${check}`;
    },
  },
  "BE NN": {
    names: ["rijksregisternummer", "NISS"],
    make: (random) => {
      const { y, m, d } = day(random);
      const body = `${two(y)}${two(m)}${two(d)}${String(1 + random.below(997)).padStart(3, "0")}`;
      const check = two(97 - (Number(body) % 97));
      return `${body.slice(0, 2)}.${body.slice(2, 4)}.${body.slice(4, 6)}-${body.slice(6)}.${check}`;
    },
  },
  "RO CNP": {
    names: ["CNP"],
    make: (random) => {
      const { y, m, d } = day(random);
      const body = `${1 + random.below(2)}${two(y)}${two(m)}${two(d)}${two(1 + random.below(40))}${String(1 + random.below(998)).padStart(3, "0")}`;
      const rest = sum(body, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
      return body + (rest === 10 ? 1 : rest);
    },
  },
  "TR TC": {
    names: ["TC kimlik no", "TCKN"],
    make: (random) => {
      const body = `${1 + random.below(9)}${random.digits(8)}`;
      const odd = sum(body, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
      const even = sum(body, [0, 1, 0, 1, 0, 1, 0, 1, 0]);
      const tenth = (((odd * 7 - even) % 10) + 10) % 10;
      return `${body}${tenth}${(odd + even + tenth) % 10}`;
    },
  },
  "IT CF": {
    names: ["codice fiscale"],
    make: (random) => {
      const { y, m, d } = day(random);
      const letters = "BCDFGLMNPRSTVZ";
      const body = `${random.from(letters, 6)}${two(y)}${"ABCDEHLMPRST"[m - 1]}${two(d)}${random.pick(["H501", "F205", "L219", "D612", "A944"])}`;
      const odds = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
      ];
      const total = [...body].reduce((all, sign, at) => {
        const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
        return all + (at % 2 === 0 ? (odds[value] ?? 0) : value);
      }, 0);
      return body + String.fromCharCode(65 + (total % 26));
    },
  },
};
