import { scopesOfRole } from "./rights";
import type { Principal } from "./schema";

/** Whoever uses an installation of their own before there is any account: may ask and keep documents. */
export const localPerson: Principal = {
  kind: "anonymous",
  userId: null,
  name: "anonymous",
  role: "editor",
  groupIds: [],
  keyId: null,
  scopes: scopesOfRole("editor"),
  sessionId: null,
};
