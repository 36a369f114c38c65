declare module "pdfkit" {
  import type { Readable } from "node:stream";

  interface TextOptions {
    width?: number;
    lineBreak?: boolean;
    align?: "left" | "justify" | "right";
  }
  interface PdfKit extends Readable {
    addPage(): PdfKit;
    font(name: string): PdfKit;
    fontSize(size: number): PdfKit;
    text(text: string, x?: number, y?: number, options?: TextOptions): PdfKit;
    rect(x: number, y: number, width: number, height: number): PdfKit;
    fill(color: string): PdfKit;
    end(): void;
  }
  const PDFDocument: new (options?: Record<string, unknown>) => PdfKit;
  export default PDFDocument;
}
