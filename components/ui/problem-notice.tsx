import { Notice } from "./notice";

interface ProblemNoticeProps {
  problem: { title: string; detail: string; request_id: string } | null;
}

/** What went wrong, told at once to a screen reader; nothing while nothing did. */
export function ProblemNotice({ problem }: ProblemNoticeProps) {
  return (
    <div role="alert" className="empty:hidden">
      {problem && (
        <Notice tone="danger" title={problem.title}>
          <p>{problem.detail}</p>
          {problem.request_id && (
            <p className="mt-1 text-xs">
              Request <code className="break-all font-mono">{problem.request_id}</code>
            </p>
          )}
        </Notice>
      )}
    </div>
  );
}
