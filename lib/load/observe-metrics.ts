import { request } from "undici";

export interface Observed {
  metric: string;
  samples: [number, number][];
}

/**
 * Reads a page of Prometheus metrics each second and keeps the named series: [seconds from the start, value]. A
 * name stands for the sum of its series, or for one of them when written with its labels. Where the page doesn't
 * answer there is a gap, never a failure of the run.
 */
export function observeMetrics(options: { url: string; metrics: string[]; startedAt: number }): {
  stop: () => Promise<Observed[]>;
} {
  const observed: Observed[] = options.metrics.map((metric) => ({ metric, samples: [] }));
  let reading = Promise.resolve();
  const read = async () => {
    const text = await fetchText(options.url);
    if (text === null) return;
    const seconds = (performance.now() - options.startedAt) / 1000;
    for (const series of observed) {
      const value = metricValue(text, series.metric);
      if (value !== null) series.samples.push([Number(seconds.toFixed(2)), value]);
    }
  };
  const timer = setInterval(() => {
    reading = reading.then(read);
  }, 1000);
  reading = read();
  return {
    stop: async () => {
      clearInterval(timer);
      await reading;
      await read();
      return observed;
    },
  };
}

/** The value of `name` (summed over its labels) or `name{labels}` on a page of Prometheus text; null where absent. */
export function metricValue(text: string, metric: string): number | null {
  let sum: number | null = null;
  for (const line of text.split("\n")) {
    if (!line.startsWith(metric)) continue;
    const rest = line.slice(metric.length);
    const value = /^(?:\{[^}]*\})? +([^ ]+)/.exec(rest)?.[1];
    if (value !== undefined && Number.isFinite(Number(value))) sum = (sum ?? 0) + Number(value);
  }
  return sum;
}

async function fetchText(url: string): Promise<string | null> {
  try {
    const answer = await request(url, { headersTimeout: 2000, bodyTimeout: 2000 });
    const text = await answer.body.text();
    return answer.statusCode === 200 ? text : null;
  } catch {
    return null;
  }
}
