// Everything that `db/schema` declares, for the driver and for the diagram.
import * as agent from "./schema/agent";
import * as audit from "./schema/audit";
import * as conversations from "./schema/conversations";
import * as documents from "./schema/documents";
import * as evals from "./schema/evals";
import * as jobs from "./schema/jobs";
import * as people from "./schema/people";
import * as settings from "./schema/settings";
import * as sources from "./schema/sources";
import * as usage from "./schema/usage";

/** Tables and their enums by name. A new file of `db/schema` is added here alone. */
export const schemaTables = {
  ...agent,
  ...audit,
  ...conversations,
  ...documents,
  ...evals,
  ...jobs,
  ...people,
  ...settings,
  ...sources,
  ...usage,
};
