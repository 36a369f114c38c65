// How often somebody may try. Counted in the database and before the attempt is looked at: while the database is
// down nobody signs in, and a hundred attempts at once count as a hundred.
import { createHash } from "node:crypto";
import { database } from "@/db/client";
import { type Attempts, countAttempt, forgetAttempts } from "@/db/queries/sign-in-attempts";
import { AppError } from "@/lib/errors/app-error";
import { subjectOf } from "@/lib/limits/subject-of";
import { nobody } from "./nobody";

const windowSeconds = 900;
/** Attempts in a window of 15 minutes that count for one account, and those from one address. */
export const attemptsAllowed = { account: 10, address: 100 } as const;

interface Attempt {
  /** E-mail address as it was given, whether or not there is such an account. */
  email: string;
  /** The client's address; empty when it isn't known. */
  address: string;
  /** What is tried; each is counted by itself. */
  what?: "sign-in" | "reset";
}

/** Counts an attempt. Throws `too_many_attempts` past either bound, alike for accounts that are and that aren't. */
export async function takeAttempt(attempt: Attempt): Promise<void> {
  const db = await database();
  const { account, address } = subjects(attempt);
  const byAddress = await countAttempt(db, { subject: address, windowSeconds });
  refuse(byAddress, attemptsAllowed.address);
  refuse(await countAttempt(db, { subject: account, windowSeconds }), attemptsAllowed.account);
}

/** Takes the attempts on an account back: its owner has shown who they are. */
export async function clearAttempts(attempt: Attempt): Promise<void> {
  await forgetAttempts(await database(), subjects(attempt));
}

/** An account without its e-mail address being readable. */
export function accountSubject(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("hex").slice(0, 32);
}

function subjects({ email, address, what = "sign-in" }: Attempt): { account: string; address: string } {
  const from = subjectOf({ principal: nobody, address });
  const prefix = what === "sign-in" ? "" : `${what}:`;
  return { account: `${prefix}account:${accountSubject(email)}`, address: `${prefix}${from}` };
}

function refuse({ count, seconds }: Attempts, allowed: number): void {
  if (count <= allowed) return;
  throw new AppError("too_many_attempts", { retryAfterSeconds: Math.max(1, seconds) });
}
