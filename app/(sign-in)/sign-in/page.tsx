import type { Metadata } from "next";
import { ProviderRefused } from "@/components/account/provider-refused";
import { safeNext } from "@/components/account/safe-next";
import { SignInView } from "@/components/account/sign-in-view";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[] }>;
}) {
  const { next, error } = await searchParams;
  return (
    <>
      <h1 className="mb-5 font-semibold text-xl">Sign in</h1>
      {error !== undefined && <ProviderRefused refused={error === "AccessDenied"} />}
      <SignInView next={safeNext(typeof next === "string" ? next : null)} />
    </>
  );
}
