import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/plural";

/** Whether a run would pass the gate, and if not, why. */
export function GateNotice({ gate }: { gate: { open: boolean; reasons: string[]; counted: number } }) {
  return (
    <div role="status">
      <Notice
        tone={gate.open ? "neutral" : "danger"}
        title={gate.open ? "The gate is open for this run." : "The gate is shut for this run."}
      >
        {gate.reasons.length > 0 ? (
          <ul className="list-disc pl-4">
            {gate.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : (
          <p>
            {plural(gate.counted, "case")} must pass, and no score is below its floor. Whether it is worse
            than the committed baseline tells <code className="font-mono text-sm">npm run eval:gate</code>.
          </p>
        )}
      </Notice>
    </div>
  );
}
