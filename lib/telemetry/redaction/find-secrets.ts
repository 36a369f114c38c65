import type { Findings } from "./findings";

/** What issuers put in front, so that their keys can be told: each with the form that they document. */
const issued = [
  /\bgw_[A-Za-z0-9_-]{16,}/g,
  /\bsk-(?:(?:proj|svcacct|admin|ant(?:-[a-z]{2,6}\d\d)?|or-v1|lf|None)-)?[A-Za-z0-9_-]{20,}/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})/g,
  /\b(?:glpat|gldt|glrt|glcbt|glptt|glft|glsoat|glagent|gloas)-[A-Za-z0-9_.-]{20,}/g,
  /\bxox[abceoprs](?:\.xox[a-z])?-[A-Za-z0-9-]{10,}/g,
  /\bxapp-\d-[A-Z0-9]+-\d+-[a-z0-9]+/gi,
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/_]{20,}/g,
  /discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{30,}/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA|AGPA|ANPA|ANVA|APKA)[A-Z2-7]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{35}/g,
  /\bya29\.[A-Za-z0-9_-]{20,}/g,
  /\b1\/\/0[A-Za-z0-9_-]{30,}/g,
  /\bGOCSPX-[A-Za-z0-9_-]{20,}/g,
  /\b(?:sk|rk|pk|whsec)_(?:(?:live|test|prod)_)?[A-Za-z0-9]{20,}/g,
  /\b(?:npm|pul|dp\.(?:pt|st|ct|sa|scim|audit)|lin_api|lin_oauth|shp(?:at|ca|pa|ss)|hf|gsk|xai|r8|rubygems|sbp|nvapi|tvly|pplx|figd|figo|fig[dor]|PMAK|dckr_(?:pat|oat)|ntn|secret|sntrys|sntryu|phc|phx|rnd|fly|vercel|vcp|cfut|re|CFPAT|ATATT3x?|ATCTT3x?|ATBB|BBDC|EAAC|EAAG|NRAK|glc|glsa|eyJrIjoi|pscale_(?:tkn|pw|oauth)|duffel_(?:test|live)|EZ[AT]K|okp|rpa|atlasv1|key|ory_(?:at|rt|ac|st)|sgp|tskey(?:-[a-z]+)?|tfp|cko|pat|pk|api|sess|ak|oat|acc|access|token)[_-](?=[A-Za-z0-9_-]{0,80}\d)(?=[A-Za-z0-9_-]{0,80}[A-Za-z])[A-Za-z0-9_-]{24,}/g,
  /\bpypi-AgE[A-Za-z0-9_-]{40,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}/g,
  /\bdo[oprt]_v1_[a-f0-9]{64}/g,
  /\bdapi[a-f0-9]{32}(?:-\d)?\b/g,
  /\bkey-[a-f0-9]{32}\b/g,
  /\b(?:AC|SK)[a-f0-9]{32}\b/g,
  /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/g,
  /\b[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,}/g,
  /\bhv[sbr]\.[A-Za-z0-9_-]{24,}/g,
  /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}/g,
  /\bsq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,43}/g,
  /\bEAAA[A-Za-z0-9_-]{60}\b/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{58}/g,
  /\b(?:sv|sig)=[A-Za-z0-9%+/=_-]{30,}/g,
  // JSON web tokens, with their signature or without
  /\bey[A-Za-z0-9_-]{10,}\.ey[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)?/g,
  /\bey[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  /-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,8000}?(?:-----END [A-Z ]{0,40}-----|$)/g,
];
/** Cheap signs without which none of the above can match. */
const issuedSign =
  /gw_|sk-|gh[pousr]_|github_pat|gl[a-z]{2,6}-|xox|xapp-|hooks\.slack|webhooks\/|A(?:KIA|SIA|BIA|CCA|ROA|IDA|GPA|NPA|NVA|PKA|Iza|GE-)|ya29|1\/\/0|GOCSPX|[a-z0-9]_[A-Za-z0-9]{18}|[A-Za-z0-9]-[A-Za-z0-9_-]{20}|[A-Za-z0-9_-]{14}\.[A-Za-z0-9_-]{4}|do[oprt]_v1|dapi|(?:AC|SK)[a-f0-9]{32}|\d:[A-Za-z0-9_-]{35}|EAAA|sig=|sv=|PRIVATE KEY/;

const schemes =
  /\b(bearer|basic|digest|negotiate|token|apikey|api-key|hmac|aws4-hmac-sha256)[ :=]{1,3}(["']?)([A-Za-z0-9+/=._~:,-]{8,4096})/gi;
const headers =
  /\b((?:proxy-)?authorization|(?:set-)?cookie|x-(?:[a-z]+-){0,3}(?:key|token|secret|signature|auth)|api-?key)\b["']?\s{0,3}[:=]\s{0,3}["']?([^\r\n"']{4,4096})/gi;
const userInfo =
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/?#@"'<>]{0,256}:[^\s/?#"'<>]{1,256}|[^\s/?#@:"'<>]{16,256})@(?=[^\s@]|$)/gi;
const names =
  "(?:[a-z0-9]{1,20}[_.-]){0,4}(?:pass(?:word|wd|phrase|code|wort)?|pwd|passwort|kennwort|contrase(?:ñ|n)a|mot[_ -]?de[_ -]?passe|secret|secret[_-]?(?:key|access[_-]?key)|token|api[_ -]?key|apikey|access[_ -]?key(?:[_-]?id)?|account[_-]?key|shared[_-]?access[_-]?key|private[_ -]?key|encryption[_ -]?key|signing[_ -]?key|master[_ -]?key|client[_ -]?secret|auth(?:[_ -]?(?:token|key|code))?|credentials?|session[_ -]?(?:id|token|key)|sid|jsessionid|phpsessid|connect\\.sid|csrf(?:[_-]?token)?|xsrf(?:[_-]?token)?|refresh[_ -]?token|access[_ -]?token|id[_ -]?token|bearer|otp|pin|cvv|cvc|signature|x-amz-(?:signature|security-token|credential)|sig|invitation|magic[_ -]?link|nonce[_-]?key|licen[cs]e[_-]?key)";
const assigned = new RegExp(
  `(?<![a-z0-9])(${names})(["']?\\s{0,3}(?:=>|:=|[:=])\\s{0,3}|\\s+(?:is|was|ist|war|est|es)\\s*:?\\s+|\\s+(?=\\S*\\d)(?=\\S*[A-Za-z])(?=\\S{20}))(?:"([^"]{1,2048})"|'([^']{1,2048})'|([^\\s"'&;,<>(){}]{1,2048}))`,
  "gi",
);
const fieldName = new RegExp(
  `^${names}$|^(?:(?:proxy-)?authorization|(?:set-)?cookies?|x-(?:[a-z]+-){0,3}(?:key|token|secret))$`,
  "i",
);
const plainWords =
  /^(?:true|false|null|undefined|none|nil|yes|no|required|missing|invalid|expired|revoked|empty|unknown|wrong|incorrect|optional|set|unset|not|ok|valid|changed|reset|bearer|basic|string|number|hidden|redacted|the|a|an|too|must|should|is|was|and|or|of|for|in|to|on|at|\*+|x+|\.+|<.*|\[.*|\$\{?.*|%[sdo]|process\.env.*|count|limit|usage|bucket|refresh|mismatch|error|failed|failure|denied|rejected|accepted|rotated|created|deleted|disabled|enabled|policy|strength|length)[.!?]?$/i;

/** True for a field whose name says that its value is a secret. */
export function isSecretField(field: string): boolean {
  return fieldName.test(field.replace(/([a-z])([A-Z])/g, "$1_$2"));
}

/** API keys, tokens, passwords and session cookies: by their issuer's form, or by the word that stands before them. */
export function findSecrets(found: Findings): void {
  const { text } = found;
  if (text.includes("://"))
    for (const match of text.matchAll(userInfo)) {
      const start = match.index + match[0].indexOf("://") + 3;
      found.add(start, start + (match[1]?.length ?? 0), "secret");
    }
  if (issuedSign.test(text))
    for (const pattern of issued)
      for (const match of text.matchAll(pattern)) {
        const end = match.index + match[0].replace(/[.,:;]+$/, "").length;
        // A path or name made of words is no key: `sk-learn-contrib-packages`, `token-bucket-…`.
        if (looksRandom(match[0]) || /^A[A-Z]{3}[A-Z2-7]{16}$/.test(match[0]) || match[0].startsWith("-----"))
          found.add(match.index, end, "secret");
      }
  if (/[:=]\s*\S|bearer|basic|token|pass|secret|key|pwd|wort|auth/i.test(text)) findNamed(found);
}

function findNamed(found: Findings): void {
  const { text } = found;
  for (const match of text.matchAll(headers)) {
    const value = match[2] ?? "";
    const start = match.index + match[0].length - value.length;
    if (!plainWords.test(value.trim())) found.add(start, start + value.trimEnd().length, "secret");
  }
  for (const match of text.matchAll(schemes)) {
    const value = (match[3] ?? "").replace(/[.,:]+$/, "");
    const start = match.index + match[0].length - (match[3]?.length ?? 0);
    if (!plainWords.test(value) && mixed(value)) found.add(start, start + value.length, "secret");
  }
  for (const match of text.matchAll(assigned)) {
    const value = (match[3] ?? match[4] ?? match[5] ?? "").replace(/[.,!?]+$/, "");
    const quoted = match[5] === undefined;
    if (value.length < 3 || plainWords.test(value) || !isSecretValue(match[1] ?? "", match[2] ?? "", value))
      continue;
    const full = match[3] ?? match[4] ?? match[5] ?? "";
    const start = match.index + match[0].length - full.length - (quoted ? 1 : 0);
    found.add(start, start + value.length, "secret");
  }
}

/** Whether what stands after `name` is the secret itself: "password: hunter2", not "tokens: 512" or "token: refresh". */
function isSecretValue(name: string, sign: string, value: string): boolean {
  if (/pass|pwd|wort|contrase|mot|cvv|cvc|pin$|otp/i.test(name)) {
    // In a sentence ("the password is wrong") only what no word looks like.
    return /[:=]/.test(sign) || /[^a-z]/i.test(value);
  }
  if (/^\d+(?:\.\d+)?$/.test(value)) return value.length >= 16;
  if (/^(?:auth|sig|sid|bearer)$/i.test(name)) return value.length >= 16 && looksRandom(value);
  if (/[:=]/.test(sign)) return value.length >= 8 && (mixed(value) || value.length >= 20);
  return value.length >= 12 && mixed(value);
}

/** Letters with digits or of both cases: not a word of a language. */
function mixed(value: string): boolean {
  return /\d/.test(value) || (/[a-z][A-Z]/.test(value) && /[A-Z].*[a-z]/.test(value)) || /[+/=_]/.test(value);
}

function looksRandom(value: string): boolean {
  const longest = value
    .split(/[^A-Za-z0-9]+/)
    .reduce((best, part) => (part.length > best.length ? part : best), "");
  return (
    /\d/.test(longest) || (/[a-z]/.test(longest) && /[A-Z]/.test(longest.slice(1)) && longest.length >= 12)
  );
}
