// Every route of the API, as data: /api/openapi.json and /docs are made from it, and a test holds it
// against the files under app/api. Bodies and answers are the very schemas that parse.
import type { ApiRoute } from "./api-route";
import { agentRoutes } from "./routes-agent";
import { askRoutes } from "./routes-ask";
import { auditRoutes } from "./routes-audit";
import { authRoutes } from "./routes-auth";
import { documentRoutes } from "./routes-documents";
import { evalRoutes } from "./routes-evals";
import { keyRoutes } from "./routes-keys";
import { sourceRoutes } from "./routes-sources";
import { userRoutes } from "./routes-users";
import { v1Routes } from "./routes-v1";
import { healthSchema, modelsCheckSchema, readySchema } from "./schema";

export const apiRoutes: ApiRoute[] = [
  ...askRoutes,
  ...documentRoutes,
  ...sourceRoutes,
  ...auditRoutes,
  ...v1Routes,
  ...agentRoutes,
  ...authRoutes,
  ...userRoutes,
  ...keyRoutes,
  ...evalRoutes,
  {
    method: "get",
    path: "/api/health",
    tag: "Service",
    summary: "Whether the server is alive",
    status: 200,
    response: healthSchema,
    errors: [],
  },
  {
    method: "get",
    path: "/api/ready",
    tag: "Service",
    summary: "Ready: database, migrations and models, each by itself",
    description: "503 with the same body while something is missing.",
    status: 200,
    response: readySchema,
    errors: [],
  },
  {
    method: "post",
    path: "/api/models/check",
    tag: "Service",
    summary: "Whether the models that are set work: each is asked for a little",
    description: "For admins. A model that fails is told in the answer, not as an error.",
    isPublic: false,
    status: 200,
    response: modelsCheckSchema,
    errors: [],
  },
  {
    method: "get",
    path: "/api/metrics",
    tag: "Service",
    summary: "Metrics in Prometheus' text format",
    status: 200,
    responseAlso: { "text/plain": "One sample a line." },
    errors: [],
  },
];
