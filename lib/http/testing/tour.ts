// Walks through the whole API by its real door, as people do, and keeps each route's request and answer.
import { callRoute, type LeakRequest as DoorRequest } from "@/lib/sources/testing/leak-door";
import type { ApiRoute } from "../api-route";
import { apiRoutes } from "../api-routes";
import type { RouteExample } from "../example-schema";
import { shownExample } from "./shown-example";

export interface Sent extends Omit<DoorRequest, "route"> {
  /** The status that is right here; the documented one unless said otherwise. */
  status?: number;
  /** Asked to come about, and not to be shown as this route's example. */
  aside?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of every route
export type Body = any;

/** Somebody at the door: nobody at first, and whoever their cookie says from then on. */
export class Visitor {
  private cookie = "";

  constructor(private readonly tour: Tour) {}

  /** Sends a request, holds the answer against the route's description and returns its body. */
  async send(name: string, sent: Sent = {}): Promise<Body> {
    const { status, aside, ...request } = sent;
    const route = this.tour.route(name);
    const credentials: Record<string, string> = this.cookie ? { cookie: this.cookie } : {};
    const response = await callRoute({ route: name, ...request }, credentials);
    const where = `${name}: ${response.status} ${response.body.slice(0, 500)}`;
    if (response.status !== (status ?? route.status)) throw new Error(where);
    const set = /^set-cookie: (groundwork-session=[^;]+)/m.exec(response.wire)?.[1];
    if (set) this.cookie = set;
    const type = /^content-type: ([\w/.+-]+)/m.exec(response.wire)?.[1] ?? "";
    const body = type === "application/json" ? JSON.parse(response.body) : response.body;
    if (response.status === route.status && type === "application/json") this.tour.hold(route, body);
    if (!aside && response.status === route.status)
      this.tour.keep(name, shownExample({ request, status: response.status, type, body }));
    return body;
  }
}

export class Tour {
  readonly examples = new Map<string, RouteExample>();
  /** What came of the answers that their schemas don't describe. */
  readonly mistakes: string[] = [];

  visitor(): Visitor {
    return new Visitor(this);
  }

  route(name: string): ApiRoute {
    const found = apiRoutes.find(({ method, path }) => `${method} ${path}` === name);
    if (!found) throw new Error(`${name} is no route`);
    return found;
  }

  /** Each answer fits its schema and holds no field that the schema doesn't name. */
  hold(route: ApiRoute, body: unknown): void {
    if (!route.response) return;
    const name = `${route.method} ${route.path}`;
    const read = route.response.safeParse(body);
    if (!read.success) this.mistakes.push(`${name}: ${read.error.message}`);
    else
      for (const field of fieldsBeyond(body, read.data))
        this.mistakes.push(`${name}: ${field} is nowhere described`);
  }

  keep(name: string, example: RouteExample): void {
    if (!this.examples.has(name)) this.examples.set(name, example);
  }
}

/** Paths of fields that are in `body` and not in what its schema made of it. */
export function fieldsBeyond(body: unknown, read: unknown, path = ""): string[] {
  if (Array.isArray(body) && Array.isArray(read))
    return body.flatMap((item, index) => fieldsBeyond(item, read[index], `${path}[]`));
  if (typeof body !== "object" || body === null || typeof read !== "object" || read === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    name in read
      ? fieldsBeyond(value, (read as Record<string, unknown>)[name], `${path}.${name}`)
      : [`${path}.${name}`],
  );
}
