import { canonicalHash } from "@/lib/audit/chain";

/** What an approval is bound to: SHA-256 of tool and arguments as canonical JSON (RFC 8785); hexadecimal. */
export function approvalHash(tool: string, input: unknown): string {
  return canonicalHash({ tool, arguments: input });
}
