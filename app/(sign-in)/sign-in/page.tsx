import type { Metadata } from "next";
import { safeNext } from "@/components/account/safe-next";
import { SignInView } from "@/components/account/sign-in-view";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  return (
    <>
      <h1 className="mb-5 font-semibold text-xl">Sign in</h1>
      <SignInView next={safeNext(typeof next === "string" ? next : null)} />
    </>
  );
}
