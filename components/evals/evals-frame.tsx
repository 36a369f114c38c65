import type { ReactNode } from "react";
import { EvalsNav, type EvalsPlace } from "./evals-nav";

interface EvalsFrameProps {
  current: EvalsPlace | null;
  title: ReactNode;
  line?: ReactNode;
  suite?: string | undefined;
  waiting?: number | undefined;
  actions?: ReactNode;
  /** What stands above the title: where this page belongs. */
  above?: ReactNode;
  children: ReactNode;
}

/** A page of Evals: where one is, what it is, what can be done, and what is under it. */
export function EvalsFrame(props: EvalsFrameProps) {
  return (
    <div className="h-full overflow-y-auto [scrollbar-gutter:stable]">
      <div className="mx-auto grid max-w-7xl gap-6 px-4 pt-6 pb-16 sm:px-6 lg:px-10">
        <header className="grid gap-4">
          <EvalsNav current={props.current} suite={props.suite} waiting={props.waiting} />
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
            <div className="grid min-w-0 gap-1">
              {props.above}
              <h1 className="text-pretty font-semibold text-xl [overflow-wrap:anywhere]">{props.title}</h1>
              {props.line && <div className="text-muted">{props.line}</div>}
            </div>
            {props.actions && <div className="flex flex-wrap gap-2">{props.actions}</div>}
          </div>
        </header>
        {props.children}
      </div>
    </div>
  );
}

/** A part of a page with its heading. */
export function Part({
  title,
  about,
  actions,
  children,
}: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid min-w-0 content-start gap-3" aria-label={title}>
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="grid gap-0.5">
          <h2 className="font-semibold text-lg">{title}</h2>
          {about && <p className="text-pretty text-muted text-sm">{about}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
