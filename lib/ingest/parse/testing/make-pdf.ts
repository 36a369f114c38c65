import PDFDocument from "pdfkit";

type Draw = (document: InstanceType<typeof PDFDocument>) => void;

/** A PDF on A4 without margins, so that text stands exactly where it is put. */
export async function makePdf(draw: Draw, options: Record<string, unknown> = {}): Promise<Buffer> {
  const document = new PDFDocument({ size: "A4", margin: 0, ...options });
  const pieces: Buffer[] = [];
  const done = (async () => {
    for await (const piece of document) pieces.push(piece as Buffer);
  })();
  document.font("Helvetica").fontSize(10);
  draw(document);
  document.end();
  await done;
  return Buffer.concat(pieces);
}
