import { redactText } from "@/lib/telemetry/redaction/redact-text";
import type { AuditEntry } from "./schema";

/** A value as the log keeps it: JSON, every text and name redacted as in log lines. Throws `TypeError` for a cycle. */
export function redactForAudit(value: unknown): AuditEntry["inputs"] {
  return redact(JSON.parse(JSON.stringify(value ?? null)), "");
}

function redact(value: AuditEntry["inputs"], field: string): AuditEntry["inputs"] {
  if (typeof value === "string") return redactText(value, field);
  if (Array.isArray(value)) return value.map((item) => redact(item, field));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [redactText(name), redact(item, name)]),
  );
}
