import { env } from "@/lib/env/env";
import { headersOf, newSpanExporter } from "./span-exporter";
import { setSpanSink } from "./spans";

/** Spans go to the collector of the settings, if there is one. The returned function sends what waits and ends it. */
export function startSpans(): () => Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = env();
  if (!endpoint) return async () => {};
  const exporter = newSpanExporter(endpoint, headersOf(headers));
  setSpanSink(exporter.add);
  return async () => {
    setSpanSink(undefined);
    await exporter.close();
  };
}
