import { Badge } from "@/components/ui/badge";

/** An expected quote where it stands in a document, with what is around it. */
export interface PlaceView {
  document: string;
  title: string;
  before: string;
  quote: string;
  after: string;
  found: boolean;
}

/** Each expected quote in its document. */
export function PlaceList({ places }: { places: PlaceView[] }) {
  if (places.length === 0)
    return <p className="text-muted">The case names no passage: what is expected is a refusal.</p>;
  return (
    <ol className="grid gap-3">
      {places.map((place) => (
        <li key={`${place.document} ${place.quote}`} className="grid gap-1 rounded-lg border bg-paper p-4">
          <p className="flex flex-wrap items-center gap-2 text-sm">
            <span className="font-medium [overflow-wrap:anywhere]">{place.title || place.document}</span>
            <span className="text-muted [overflow-wrap:anywhere]">{place.document}</span>
            {!place.found && <Badge tone="danger">not found in the suite’s documents</Badge>}
          </p>
          <p className="quoted whitespace-pre-wrap [overflow-wrap:anywhere]">
            {place.before && `… ${place.before}`}
            <mark className="rounded-xs bg-mark text-on-mark">{place.quote}</mark>
            {place.after && `${place.after} …`}
          </p>
        </li>
      ))}
    </ol>
  );
}
