/** A text as a file to be kept under a name. */
export function fileDownload(file: { name: string; mediaType: string; text: string }): Response {
  return new Response(file.text, {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename="${file.name}"`,
    },
  });
}
