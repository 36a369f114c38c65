"use client";

import { PanelLeftIcon, PlusIcon } from "lucide-react";
import Link from "next/link";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { useMedia } from "@/components/ui/use-media";
import type { Conversation } from "@/lib/conversations/schema";
import type { Source } from "@/lib/sources/schema";
import { AskProvider, closeEvidence, useAsk, useOpenEvidence, useThread, useThreadKey } from "./ask-context";
import { ConversationList } from "./conversation-list";
import { PanelSkeleton } from "./panel-skeleton";

const EvidencePanel = lazy(() =>
  import("./evidence-panel").then((module) => ({ default: module.EvidencePanel })),
);
const Sheet = lazy(() => import("@/components/ui/sheet").then((module) => ({ default: module.Sheet })));

interface AskWorkspaceProps {
  conversations: Promise<Conversation[]>;
  sources: Promise<Source[]>;
  /** When the server wrote the page, in milliseconds. */
  renderedAt: number;
  /** Whether the list of conversations is folded away, from the cookie. */
  folded: boolean;
  children: ReactNode;
}

/** Conversations on the left, the thread in the middle, evidence on the right; sheets where there is no room. */
export function AskWorkspace({ conversations, sources, renderedAt, folded, children }: AskWorkspaceProps) {
  return (
    <AskProvider sources={sources}>
      <div className="flex h-full">
        <ConversationColumn conversations={conversations} renderedAt={renderedAt} initiallyFolded={folded} />
        <section aria-label="Conversation" className="flex min-w-0 flex-1 flex-col">
          {children}
        </section>
        <EvidenceColumn />
      </div>
    </AskProvider>
  );
}

interface ConversationColumnProps {
  conversations: Promise<Conversation[]>;
  renderedAt: number;
  initiallyFolded: boolean;
}

function ConversationColumn(props: ConversationColumnProps) {
  const [folded, setFolded] = useState(props.initiallyFolded);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [sheetWanted, setSheetWanted] = useState(false);
  const { threads } = useAsk();
  const fold = (next: boolean) => {
    setFolded(next);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in some browsers
    document.cookie = `conversations=${next ? "folded" : "open"}; path=/; max-age=31536000; samesite=lax`;
  };

  return (
    <>
      <aside
        aria-label="Conversations"
        className={classNames(
          "hidden w-64 shrink-0 border-r bg-rail/60 lg:flex lg:flex-col",
          folded && "lg:hidden",
        )}
      >
        <ConversationList
          conversations={props.conversations}
          renderedAt={props.renderedAt}
          onFold={() => fold(true)}
        />
      </aside>
      <div
        className={classNames(
          "absolute top-0 left-0 z-10 flex h-13 items-center gap-1 px-2",
          !folded && "lg:hidden",
        )}
      >
        <Button
          tone="quiet"
          square
          aria-label="Show conversations"
          title="Show conversations"
          className="hidden lg:inline-flex"
          onClick={() => fold(false)}
        >
          <PanelLeftIcon aria-hidden />
        </Button>
        <Button
          tone="quiet"
          square
          aria-label="Conversations"
          title="Conversations"
          className="lg:hidden"
          onClick={() => {
            setSheetWanted(true);
            setSheetOpen(true);
          }}
        >
          <PanelLeftIcon aria-hidden />
        </Button>
        <Button tone="quiet" square asChild>
          <Link href="/ask" aria-label="New question" title="New question" onClick={() => threads.startNew()}>
            <PlusIcon aria-hidden />
          </Link>
        </Button>
      </div>
      {sheetWanted && (
        <Suspense>
          <Sheet open={sheetOpen} onOpenChange={setSheetOpen} title="Conversations" side="left">
            <ConversationList
              conversations={props.conversations}
              renderedAt={props.renderedAt}
              onChosen={() => setSheetOpen(false)}
            />
          </Sheet>
        </Suspense>
      )}
    </>
  );
}

function EvidenceColumn() {
  const open = useOpenEvidence();
  const wide = useMedia("(min-width: 70rem)");
  const thread = useThread(useThreadKey());
  const turn = open ? thread.turns.find((candidate) => candidate.answerId === open.answerId) : undefined;
  const citation = turn?.citations.find((candidate) => candidate.marker === open?.marker);
  if (!open || !turn || !citation) return null;
  const panel = (
    <Suspense fallback={<PanelSkeleton />}>
      <EvidencePanel answerId={open.answerId} citations={turn.citations} citation={citation} />
    </Suspense>
  );

  if (wide) {
    return (
      <aside
        aria-label="Evidence"
        className="w-[clamp(25rem,33vw,40rem)] shrink-0 animate-appear border-l bg-surface"
      >
        {panel}
      </aside>
    );
  }
  return (
    <Suspense>
      <Sheet open onOpenChange={closeEvidence} title="Evidence" side="bottom">
        {panel}
      </Sheet>
    </Suspense>
  );
}
