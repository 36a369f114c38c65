import Link from "next/link";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid h-dvh place-content-center gap-2 text-center">
      <h1 className="font-semibold text-lg">There is nothing at this address</h1>
      <Link href="/ask" className="text-accent underline underline-offset-3">
        Ask a question
      </Link>
    </main>
  );
}
