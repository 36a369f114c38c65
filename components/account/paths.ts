/** The API of people and keys, as these pages call it. */
export const paths = {
  signInOptions: "/api/auth/options",
  signIn: "/api/auth/sign-in",
  signOut: "/api/auth/sign-out",
  welcome: "/api/auth/welcome",
  resetLink: "/api/auth/reset-link",
  reset: "/api/auth/reset",
  me: "/api/me",
  password: "/api/me/password",
  sessions: "/api/sessions",
  users: "/api/users",
  groups: "/api/groups",
  invitations: "/api/invitations",
  invitationLookUp: "/api/invitations/look-up",
  invitationAccept: "/api/invitations/accept",
  keys: "/api/keys",
} as const;

/** The address of one thing of a list. */
export function pathOf(list: string, id: string, verb?: string): string {
  return `${list}/${encodeURIComponent(id)}${verb ? `/${verb}` : ""}`;
}
