import { Notice } from "@/components/ui/notice";

/** A link that came without its secret part. */
export function LinkIncomplete() {
  return (
    <Notice tone="caution" title="This link is not complete">
      Its last part is missing. Copy the whole of it, from “http” to its end, or ask for a new one.
    </Notice>
  );
}
