// The labelled set: for each kind texts that hold one, valid by construction, and texts with a look-alike, each in a
// line as logs have it. Two seeds make two parts that share no number; the held-back part also has lines of its own.
import {
  getCountries,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { ibanOf, luhnDigit, registers } from "./check-digits";
import { Seeded } from "./seeded";

export interface Labelled {
  kind: string;
  /** What must be gone, or must stay. */
  value: string;
  line: string;
}
export interface LabelledSet {
  positives: Labelled[];
  negatives: Labelled[];
}

const kinds = ["email", "phone", "iban", "card", "national_id", "ip", "secret"] as const;
type Kind = (typeof kinds)[number];
const lines = {
  dev: [
    "{}",
    "user {} signed in",
    "could not reach {}: timeout",
    'bad value "{}" in row 12',
    "got {}, trying again",
    "[worker-3] {} done",
  ],
  held: [
    "{}",
    "while handling {} an error came back",
    "Failed for <{}>",
    "a={};b=2",
    "retry 3/5 ({})",
    "see {}\nat step two",
    "'{}' was rejected",
  ],
};
const hex = "0123456789abcdef";
const base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** `count` positives and as many look-alikes of each kind. */
export function labelledSet(part: "dev" | "held", count: number): LabelledSet {
  const random = new Seeded(part === "dev" ? 20_251 : 987_001);
  const make = (make: Record<Kind, (random: Seeded) => string>) =>
    kinds.flatMap((kind) =>
      Array.from({ length: count }, () => {
        const value = make[kind](random);
        return { kind, value, line: random.pick(lines[part]).replace("{}", () => value) };
      }),
    );
  return { positives: make(positive), negatives: make(negative) };
}

const names = [
  "ada",
  "grace.hopper",
  "j_doe",
  "o'neil",
  "maría",
  "li-wei",
  "x",
  "info",
  "a.b.c",
  "ravi+news",
];
const hosts = [
  "example.com",
  "mail.example.co.uk",
  "firma.de",
  "uni-köln.de",
  "corp.internal",
  "a.b.example.org",
  "xn--bcher-kva.example",
];

const positive: Record<Kind, (random: Seeded) => string> = {
  email: (random) => {
    const at = random.pick(["@", "@", "@", "%40", "＠"]);
    const address = `${random.pick(names)}${random.below(100)}${at}${random.pick(hosts)}`;
    return random
      .pick([address, `mailto:${address}`, `https://x.example/u?m=${address}&k=1`])
      .replace(/^(https:\/\/x\.example\/u\?m=)(.*)(&k=1)$/, "$2");
  },
  phone: (random) => {
    for (;;) {
      const number = phoneNumber(random);
      if (!number) continue;
      const national = number.formatNational();
      const word = random.pick([
        "phone",
        "Tel.",
        "call",
        "mobile:",
        "Telefon",
        "fax",
        "téléphone :",
        "WhatsApp",
      ]);
      return random.pick([
        number.format("INTERNATIONAL"),
        number.format("E.164"),
        `00${number.countryCallingCode} ${number.formatInternational().split(" ").slice(1).join(" ")}`,
        `${word} ${national}`,
        `${word} ${number.format("INTERNATIONAL").replace(/ /g, random.pick(["-", ".", " "]))}`,
      ]);
    }
  },
  iban: (random) => {
    const iban = random.pick([
      () => ibanOf("DE", random.digits(18)),
      () => ibanOf("GB", random.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4) + random.digits(14)),
      () => ibanOf("NL", random.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4) + random.digits(10)),
      () => ibanOf("AT", random.digits(16)),
      () => ibanOf("CH", random.digits(17)),
      () => ibanOf("SE", random.digits(20)),
      () => ibanOf("PL", random.digits(24)),
      () => ibanOf("DK", random.digits(14)),
    ])();
    return random.pick([
      iban,
      iban.replace(/(.{4})(?=.)/g, "$1 "),
      iban.toLowerCase(),
      iban.replace(/(.{4})(?=.)/g, "$1-"),
    ]);
  },
  card: (random) => {
    const body = random.pick([
      () => `4${random.digits(14)}`,
      () => `5${1 + random.below(5)}${random.digits(13)}`,
      () => `222${1 + random.below(9)}${random.digits(11)}`,
      () => `6011${random.digits(11)}`,
      () => `3${random.pick(["4", "7"])}${random.digits(12)}`,
    ])();
    const card = body + luhnDigit(body);
    const sign = random.pick(["", " ", "-"]);
    return card.length === 15
      ? [card.slice(0, 4), card.slice(4, 10), card.slice(10)].join(sign)
      : card.replace(/(.{4})(?=.)/g, `$1${sign}`);
  },
  national_id: (random) => {
    const register = random.pick(Object.values(registers));
    return `${random.pick(register.names)}${random.pick([" ", ": ", "="])}${register.make(random)}`;
  },
  ip: (random) => {
    const four = () =>
      `${1 + random.below(223)}.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
    const group = () => random.from(hex, 4);
    return random.pick([
      four,
      four,
      () => `${four()}:${1024 + random.below(60000)}`,
      () => `2001:db8::${group()}:${1 + random.below(9)}`,
      () => Array.from({ length: 8 }, group).join(":"),
      () => `fe80::${group()}:${group()}:${group()}:${group()}%eth0`,
      () => `::ffff:${four()}`,
    ])();
  },
  secret: (random) =>
    random.pick([
      () => `gw_${random.from(hex, 16)}_${random.from(base62, 43)}`,
      () => `ghp_${random.from(base62, 36)}`,
      () => `sk-proj-${random.from(base62, 48)}`,
      () => `xoxb-${random.digits(12)}-${random.digits(12)}-${random.from(base62, 24)}`,
      () => `AKIA${random.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}`,
      () => `AIza${random.from(base62, 35)}`,
      () => `Authorization: Bearer ${random.from(base62, 40)}`,
      () => `eyJ${random.from(base62, 30)}.eyJ${random.from(base62, 60)}.${random.from(base62, 43)}`,
      () => `postgres://app:${random.from(base62, 12)}@db.example.com:5432/x`,
      () => `password=${random.from(base62, 10)}`,
      () => `api_key: "${random.from(base62, 32)}"`,
      () => `https://x.example/cb?access_token=${random.from(base62, 40)}`,
      () => `glpat-${random.from(base62, 20)}`,
      () => `sk_live_${random.from(base62, 24)}`,
    ])(),
};

const negative: Record<Kind, (random: Seeded) => string> = {
  email: (random) =>
    random.pick([
      () => `lodash@${random.below(9)}.${random.below(30)}.${random.below(9)}`,
      () => `git@github.com:org/repo${random.below(99)}.git`,
      () => `icon${random.below(99)}@2x.png`,
      () => `actions/checkout@v${random.below(9)}`,
      () => `@scope/name${random.below(99)}`,
      () => `user${random.below(99)} @ home`,
      () => `foo@localhost${random.below(9)}`,
      () => `@app.route("/x${random.below(99)}")`,
    ])(),
  phone: (random) =>
    random.pick([
      () => `order ${random.digits(10)}`,
      () =>
        `2025-${String(1 + random.below(12)).padStart(2, "0")}-${String(1 + random.below(28)).padStart(2, "0")} 10:${10 + random.below(49)}:00`,
      () => `took ${random.digits(6)} ms`,
      () => `invoice ${random.digits(8)}`,
      () => `${1 + random.below(9)}.${random.below(30)}.${random.below(99)}`,
      () => `bytes ${random.digits(9)}`,
      () => `+${random.digits(3)}`,
      () => `rows ${1 + random.below(9)} ${random.digits(3)} ${random.digits(3)}`,
      () => `part ${random.digits(4)}-${random.digits(4)}`,
      () => String(1_700_000_000_000 + random.below(90_000_000_000)),
    ])(),
  iban: (random) => {
    const iban = ibanOf("DE", random.digits(18));
    const wrong =
      iban.slice(0, 2) +
      String((Number(iban.slice(2, 4)) + 1 + random.below(60)) % 97).padStart(2, "0") +
      iban.slice(4);
    return random.pick([
      wrong,
      wrong.replace(/(.{4})(?=.)/g, "$1 "),
      `XX${random.digits(20)}`,
      `DE${random.digits(12)}`,
      `SKU${random.digits(14)}`,
    ]);
  },
  card: (random) => {
    const body = `4${random.digits(14)}`;
    const wrong = body + String((Number(luhnDigit(body)) + 1 + random.below(9)) % 10);
    const plain = `9${random.digits(14)}`;
    return random.pick([
      wrong,
      wrong.replace(/(.{4})(?=.)/g, "$1 "),
      plain + luhnDigit(plain),
      `1${random.digits(17)}`,
      random.from(hex, 16),
    ]);
  },
  national_id: (random) => {
    for (;;) {
      const [name, register] = random.pick(Object.entries(registers).filter(([key]) => key !== "US SSN"));
      const right = register.make(random);
      const digit = right.search(/\d(?=[^\d]*$)/);
      const at = /[A-Z]$/.test(right) ? right.length - 1 : digit;
      const wrong = /[A-Z]$/.test(right)
        ? right.slice(0, at) + (right[at] === "Q" ? "W" : "Q")
        : right.slice(0, at) + ((Number(right[at]) + 1 + random.below(8)) % 10) + right.slice(at + 1);
      if (name === "IT CF" || wrong === right) continue;
      return `${random.pick(register.names)} ${wrong}`;
    }
  },
  ip: (random) =>
    random.pick([
      () => `version ${random.below(9)}.${random.below(20)}.${random.below(99)}.${random.below(99)}`,
      () => `Chrome/120.0.${6000 + random.below(999)}.${random.below(200)}`,
      () => `nginx/1.${random.below(30)}.${random.below(9)}.${random.below(9)}`,
      () => `1${random.below(9)}:${10 + random.below(49)}:${10 + random.below(49)}`,
      () => Array.from({ length: 6 }, () => random.from(hex, 2)).join(":"),
      () => `std::vector<int${random.below(99)}>`,
      () => `${300 + random.below(600)}.${random.below(99)}.${random.below(9)}.1`,
      () => `v${random.below(9)}.${random.below(9)}.${random.below(9)}`,
      () => `1.3.6.1.4.1.${random.below(9999)}`,
    ])(),
  secret: (random) =>
    random.pick([
      () => random.from(hex, 40),
      () => random.from(hex, 64),
      () => `req_${random.from(hex, 24)}`,
      () => `tokens: ${random.below(9000)}`,
      () => `token=refresh`,
      () => `password required for user ${random.below(99)}`,
      () =>
        `${random.from(hex, 8)}-${random.from(hex, 4)}-4${random.from(hex, 3)}-a${random.from(hex, 3)}-${random.from(hex, 12)}`,
      () => `sha256-${random.from(base62, 43)}=`,
      () => `sk-learn ${random.below(9)}`,
      () => `secretary ${random.below(99)}`,
      () => `max_tokens=${random.below(4000)}`,
      () => `00-${random.from(hex, 32)}-${random.from(hex, 16)}-01`,
    ])(),
};

function phoneNumber(random: Seeded): PhoneNumber | undefined {
  const country = random.pick(getCountries());
  const example = getExampleNumber(country, examples);
  if (!example) return undefined;
  const keep = Math.max(2, example.nationalNumber.length - 5);
  const number = parsePhoneNumberFromString(
    `+${example.countryCallingCode}${example.nationalNumber.slice(0, keep)}${random.digits(example.nationalNumber.length - keep)}`,
  );
  return number?.isValid() ? number : undefined;
}
