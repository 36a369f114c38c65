import type { Metadata } from "next";
import Link from "next/link";
import { ForgottenForm, ResetForm } from "@/components/account/reset-forms";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };

/** With a token: sets the password. Without: asks for a link. */
export default async function ResetPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const { token } = await searchParams;
  return (
    <>
      <h1 className="mb-5 font-semibold text-xl">
        {typeof token === "string" ? "Set a new password" : "Forgotten your password?"}
      </h1>
      {typeof token === "string" ? <ResetForm token={token} /> : <ForgottenForm />}
      <Link
        href="/sign-in"
        className="mt-4 inline-block text-muted text-sm underline underline-offset-3 hover:text-ink"
      >
        Back to signing in
      </Link>
    </>
  );
}
