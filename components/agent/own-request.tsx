import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";

/** What the only admin of a local installation has to say before deciding alone. */
export function OwnRequest({ checked, onChange }: { checked: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <Notice tone="caution" title="This is your own request">
      <p>
        Somebody else should decide it. Nobody else can here, so you may; the log will say that you decided
        your own request.
      </p>
      <span className="mt-2 flex items-center gap-2.5 text-ink">
        <Checkbox id={id} checked={checked} onCheckedChange={(on) => onChange(on === true)} />
        <label htmlFor={id}>I decide my own request</label>
      </span>
    </Notice>
  );
}
