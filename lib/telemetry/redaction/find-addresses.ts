import ipaddr from "ipaddr.js";
import type { Findings } from "./findings";

const dotted = /\d{1,3}(?:\.\d{1,3}){3,}/g;
const named = /\bip-(\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})\b/g;
const colons = /[0-9a-f:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?(?:%[\w.-]{1,15})?/gi;
const versionWord =
  /(?:\b(?:v|ver|vers|versions?|versión|versione|versie|wersja|releases?|rev|revision|build|firmware|fw|chapter|section|sections|kapitel|abschnitt|clause|article|§+|oid|schema|sdk|driver|driverversion|fileversion|assembly|assemblyversion|upgraded?|downgraded?|update|updated)\b[\s:="'(v-]{0,4}(?:(?:from|to|is|was|of)\s+)?|[a-z_)]\/|[a-z]-|@|==|~=|>=|\^|~)$/i;
const versionTail =
  /^(?:-(?:alpha|beta|rc|snapshot|preview|dev|r\d|\d)|\+[\w]|[a-z_]|\.(?:tar|t?gz|zip|jar|whl|dll|exe|deb|rpm|msi|so|dmg|nupkg)\b)/i;

/** IP addresses of both families, as `ipaddr.js` reads them; not version numbers, times and fingerprints. */
export function findAddresses(found: Findings): void {
  const { text } = found;
  if (text.includes(":")) findColons(found);
  for (const match of text.matchAll(dotted)) {
    const { index } = match;
    const [address] = match;
    const end = index + address.length;
    const before = text[index - 1] ?? "";
    if (/[\w.]/.test(before) && !(before === "." && !/\d\.$/.test(text.slice(0, index)))) continue;
    if (/^\.?\d/.test(text.slice(end, end + 2))) continue;
    if (!isVersionFour(address) || isVersion(found, index, end)) continue;
    found.add(index, end, "ip");
  }
  for (const match of text.matchAll(named))
    if (isVersionFour((match[1] ?? "").replaceAll("-", ".")))
      found.add(match.index + 3, match.index + match[0].length, "ip");
}

function isVersionFour(text: string): boolean {
  return text.split(".").length === 4 && ipaddr.IPv4.isValidFourPartDecimal(text);
}

/** `nginx/1.2.3.4`, `v1.2.3.4`, `release 10.0.19.1`, `1.2.3.4-beta`: four numbers that are a version. */
function isVersion(found: Findings, start: number, end: number): boolean {
  const { text, field } = found;
  const lead = text.slice(Math.max(0, start - 32), start);
  if (
    /\b(?:ip|addr|address|host|client|remote|peer|from|server|gateway|https?:\/)[\s:="'(/]{0,3}$/i.test(
      lead,
    ) &&
    !/\bversion/i.test(lead)
  )
    return false;
  if (/(?:version|release|revision|firmware|build)$/i.test(field) && start === 0) return true;
  return versionWord.test(lead) || versionTail.test(text.slice(end, end + 12));
}

function findColons(found: Findings): void {
  const { text } = found;
  for (const match of text.matchAll(colons)) {
    const { index } = match;
    let [address] = match;
    if (address.split(":").length < 3) continue;
    const before = text[index - 1] ?? "";
    if (/[\p{L}\p{N}_.]/u.test(before)) continue;
    if (/^(?:[\p{L}\p{N}_]|:[\p{L}\p{N}:])/u.test(text.slice(index + address.length))) continue;
    // "peer 2001:db8::1: timed out": a colon that ends the clause.
    if (/[^:]:$/.test(address)) address = address.slice(0, -1);
    const lead = /^:(?!:)/.test(address) ? 1 : 0;
    address = address.slice(lead);
    if (isVersionSix(address)) found.add(index + lead, index + lead + address.length, "ip");
  }
}

function isVersionSix(address: string): boolean {
  if (address === "::" || !ipaddr.IPv6.isValid(address)) return false;
  const groups = address.split("%")[0]?.split(":") ?? [];
  // `abc::def` is a name in code; eight pairs of hex digits are a fingerprint.
  if (!/\d/.test(address) && groups.length < 5) return false;
  return !(groups.length === 8 && groups.every((group) => /^[0-9a-f]{2}$/i.test(group)));
}
