import { errorCodes } from "@/lib/errors/codes";

export const metadata = { title: "Error codes" };

/** What `type` of a problem points to: every code with its status and meaning. */
export default function ErrorCodesPage() {
  return (
    <main className="mx-auto max-w-3xl px-6 py-10">
      <h1 className="text-2xl font-semibold">Error codes</h1>
      <p className="mt-2">
        Every error answer of the API is problem+json (RFC 9457). Its field code is one of these.
      </p>
      <dl className="mt-6 space-y-5">
        {Object.entries(errorCodes).map(([code, { status, title, detail }]) => (
          <div key={code} id={code} className="scroll-mt-6 target:font-medium">
            <dt>
              <code>{code}</code> · {status} · {title}
            </dt>
            <dd className="mt-1">{detail}</dd>
          </div>
        ))}
      </dl>
    </main>
  );
}
