/** A request that was sent and what came back, as the description of the API shows it. */
export interface RouteExample {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  status: number;
  /** Content type of the answer; empty without a body. */
  type: string;
  answer?: unknown;
}
