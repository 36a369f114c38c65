"use client";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { DocumentDetail } from "@/lib/documents/schema";
import { DocumentCitations } from "./document-citations";
import { DocumentFacts } from "./document-facts";
import { DocumentVersions } from "./document-versions";

interface DocumentSideProps {
  document: DocumentDetail;
  versionId: string;
  onGo: (start: number, end: number) => void;
}

/** Beside the text: what is known of it, where it was cited, its versions. */
export function DocumentSide({ document, versionId, onGo }: DocumentSideProps) {
  return (
    <Tabs defaultValue="facts" className="grid min-h-0 content-start">
      <TabsList aria-label="About this document" className="sticky top-0 z-10 bg-ground px-3 pt-2">
        <TabsTrigger value="facts">Details</TabsTrigger>
        <TabsTrigger value="cited">
          Cited <span className="figures text-muted">{document.asked_from_count}</span>
        </TabsTrigger>
        <TabsTrigger value="versions">
          Versions <span className="figures text-muted">{document.version_count}</span>
        </TabsTrigger>
      </TabsList>
      <div className="px-5 py-4">
        <TabsContent value="facts">
          <DocumentFacts document={document} />
        </TabsContent>
        <TabsContent value="cited">
          <DocumentCitations documentId={document.id} onGo={onGo} />
        </TabsContent>
        <TabsContent value="versions">
          <DocumentVersions document={document} shown={versionId} />
        </TabsContent>
      </div>
    </Tabs>
  );
}
