import type { ReactNode } from "react";

/** What is set, one line each: a name and its value. */
export function Facts({ title, facts }: { title: string; facts: { name: string; value: ReactNode }[] }) {
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold text-lg">{title}</h2>
      <dl className="divide-y rounded-lg border">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex flex-wrap items-baseline gap-x-4 px-4 py-2.5">
            <dt className="min-w-48 flex-1 text-muted">{name}</dt>
            <dd className="figures break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
