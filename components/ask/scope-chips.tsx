import { LibraryIcon, XIcon } from "lucide-react";
import { use } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxItem, MenuContent, MenuLabel, MenuTrigger } from "@/components/ui/menu";
import { plural } from "@/components/ui/plural";
import { useAsk } from "./ask-context";

/** What the next question searches, as chips that can be taken away, and in words. */
export function ScopeChips() {
  const { sources: promise, scope, setScope } = useAsk();
  const sources = use(promise);
  const chosen = sources.filter((source) => scope.sources.includes(source.id));
  const searched = (chosen.length > 0 ? chosen : sources).filter((source) => source.document_count > 0);
  const documents = searched.reduce((sum, source) => sum + source.document_count, 0);
  const words =
    scope.documents.length > 0
      ? `Searches ${plural(scope.documents.length, "document")}`
      : `Searches ${plural(documents, "document")} in ${plural(searched.length, "source")}`;

  const toggle = (id: string) =>
    setScope({
      documents: [],
      sources: scope.sources.includes(id)
        ? scope.sources.filter((other) => other !== id)
        : [...scope.sources, id],
    });

  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Menu>
        <MenuTrigger asChild>
          <Button tone="quiet" size="sm" className="px-2 font-normal">
            <LibraryIcon aria-hidden />
            <span id="question-scope">{words}</span>
          </Button>
        </MenuTrigger>
        <MenuContent align="start" side="top" className="max-w-72">
          <MenuLabel>Search only in</MenuLabel>
          {sources.map((source) => (
            <MenuCheckboxItem
              key={source.id}
              checked={scope.sources.includes(source.id)}
              onCheckedChange={() => toggle(source.id)}
              onSelect={(event) => event.preventDefault()}
            >
              <span className="min-w-0 flex-1 truncate">{source.name}</span>
              <span className="figures text-muted text-sm">{source.document_count}</span>
            </MenuCheckboxItem>
          ))}
        </MenuContent>
      </Menu>
      {chosen.map((source) => (
        <Chip key={source.id} label={source.name} onRemove={() => toggle(source.id)} />
      ))}
      {scope.documents.map((document) => (
        <Chip
          key={document.id}
          label={document.title}
          onRemove={() =>
            setScope({ ...scope, documents: scope.documents.filter((other) => other.id !== document.id) })
          }
        />
      ))}
    </div>
  );
}

function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <span className="tap inline-flex h-7 max-w-52 items-center rounded-full bg-accent-soft pl-2.5 text-accent text-sm">
      <span className="truncate">{label}</span>
      <button
        type="button"
        aria-label={`Search not only in ${label}`}
        onClick={onRemove}
        className="tap grid size-7 shrink-0 place-items-center rounded-full hover:bg-hover"
      >
        <XIcon aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
