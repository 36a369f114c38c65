import { AppError } from "@/lib/errors/app-error";
import { roleSuffices } from "./rights";
import type { Principal, Role, Scope } from "./schema";

/**
 * What a route or page asks of its caller. `scope` is what an API key must have: `any` lets every key in,
 * `none` no key at all (a person with a session only). `role` is the least role; member unless said otherwise.
 */
export type AuthNeed = "public" | { scope: Scope | "any" | "none"; role?: Role };

/**
 * Lets the caller pass or throws: `not_signed_in` for nobody, `scope_missing` for a key whose own scopes don't
 * reach, `forbidden` for a role that doesn't.
 */
export function requireAuth(principal: Principal, need: Exclude<AuthNeed, "public">): void {
  const { scope, role = "member" } = need;
  if (principal.kind === "anonymous" && (scope === "none" || !roleSuffices(principal.role, role)))
    throw new AppError("not_signed_in");
  if (principal.kind === "key" && scope === "none")
    throw new AppError("scope_missing", { public: "This can't be done with an API key: sign in for it." });
  if (!roleSuffices(principal.role, role)) throw new AppError("forbidden");
  if (scope === "any" || scope === "none" || principal.scopes.includes(scope)) return;
  if (principal.kind === "key")
    throw new AppError("scope_missing", { public: `This API key lacks the scope “${scope}”.` });
  throw new AppError("forbidden");
}
