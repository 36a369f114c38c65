import type { PDFDocumentProxy } from "pdfjs-dist";

/** Where the build puts worker, fonts and character maps (`copyVendor` of scripts/build.mjs). */
const assets = "/vendor/pdfjs";
const open = new Map<string, Promise<PDFDocumentProxy>>();

/** A version's PDF, opened once and read in ranges; the last four stay open. Everything comes from this server. */
export function loadPdf(documentId: string, versionId: string): Promise<PDFDocumentProxy> {
  const url = `/api/documents/${documentId}/original?${new URLSearchParams({ version: versionId })}`;
  const known = open.get(url);
  if (known) return known;
  const loading = openPdf(url);
  open.set(url, loading);
  loading.catch(() => open.delete(url));
  for (const [oldest, pdf] of open) {
    if (open.size <= 4) break;
    open.delete(oldest);
    pdf.then((document) => document.loadingTask.destroy()).catch(() => undefined);
  }
  return loading;
}

async function openPdf(url: string): Promise<PDFDocumentProxy> {
  const pdfjs = await import("pdfjs-dist");
  pdfjs.GlobalWorkerOptions.workerSrc = `${assets}/pdf.worker.min.mjs`;
  return pdfjs.getDocument({
    url,
    cMapUrl: `${assets}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${assets}/standard_fonts/`,
    wasmUrl: `${assets}/wasm/`,
    isEvalSupported: false,
    enableXfa: false,
  }).promise;
}
