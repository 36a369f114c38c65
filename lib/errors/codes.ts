/** Every error code: HTTP status, short title, and the sentence that a person reads when nothing better is known. */
export const errorCodes = {
  invalid_request: {
    status: 422,
    title: "The request is not valid",
    detail: "Something in the request is missing or has the wrong form.",
  },
  malformed_json: {
    status: 400,
    title: "The body is not JSON",
    detail: "The body of the request could not be read as JSON.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported content type",
    detail: "Send JSON (application/json) or files (multipart/form-data).",
  },
  body_too_large: {
    status: 413,
    title: "Too large",
    detail: "The request is larger than this server accepts.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    detail: "There is nothing at this address, or you may not see it.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    detail: "This address does not answer to that method.",
  },
  host_not_allowed: {
    status: 403,
    title: "Host not allowed",
    detail: "This server does not answer under that host name. Add it to ALLOWED_HOSTS if it should.",
  },
  origin_not_allowed: {
    status: 403,
    title: "Origin not allowed",
    detail: "A page of another site may not use this server.",
  },
  not_signed_in: {
    status: 401,
    title: "Not signed in",
    detail: "Sign in, or send an API key as `Authorization: Bearer gw_…`.",
  },
  sign_in_failed: {
    status: 401,
    title: "Sign-in failed",
    detail: "E-mail address or password is wrong.",
  },
  too_many_attempts: {
    status: 429,
    title: "Too many attempts",
    detail: "There were too many attempts to sign in. Wait a while and try again.",
  },
  key_invalid: {
    status: 401,
    title: "Unknown API key",
    detail: "There is no such API key. Look whether it was copied whole.",
  },
  key_expired: {
    status: 401,
    title: "API key expired",
    detail: "This API key has expired. Make a new one.",
  },
  key_revoked: {
    status: 401,
    title: "API key revoked",
    detail: "This API key was revoked. Make a new one.",
  },
  scope_missing: {
    status: 403,
    title: "The API key may not do this",
    detail: "This API key lacks the scope that this needs.",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    detail: "Your role does not allow this. Ask an admin.",
  },
  link_invalid: {
    status: 410,
    title: "This link no longer works",
    detail: "The link was used, has expired or is incomplete. Ask for a new one.",
  },
  last_admin: {
    status: 409,
    title: "The last admin stays",
    detail: "This is the only admin who can sign in. Make somebody else admin first.",
  },
  email_taken: {
    status: 409,
    title: "E-mail address in use",
    detail: "There is an account with this e-mail address already.",
  },
  password_wrong: {
    status: 403,
    title: "Wrong password",
    detail: "The present password is not right.",
  },
  provider_failed: {
    status: 502,
    title: "The sign-in provider does not answer",
    detail: "Signing in through the provider did not work. Try again in a moment.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "Idempotency-Key used for something else",
    detail: "This Idempotency-Key came with another request before. Use a new one for each write.",
  },
  idempotency_in_progress: {
    status: 409,
    title: "The first request is still at work",
    detail: "A request with this Idempotency-Key is being worked on. Try again in a moment.",
  },
  conflict: {
    status: 409,
    title: "Conflict",
    detail: "Something changed in the meantime. Reload and try again.",
  },
  file_empty: { status: 422, title: "The file is empty", detail: "There is nothing in this file." },
  file_too_large: {
    status: 413,
    title: "The file is too large",
    detail: "The file is larger than this server accepts.",
  },
  file_type_unsupported: {
    status: 415,
    title: "This kind of file is not supported",
    detail: "Supported are Markdown, text, HTML, PDF, Word, PowerPoint, Excel and CSV.",
  },
  file_type_mismatch: {
    status: 422,
    title: "The file is not what its name says",
    detail: "The content of the file does not fit its ending.",
  },
  file_corrupt: {
    status: 422,
    title: "The file is damaged",
    detail: "The file could not be read. Open it in its own program, save it again and retry.",
  },
  file_encrypted: {
    status: 422,
    title: "The file is protected by a password",
    detail: "Remove the password and upload it again.",
  },
  file_no_text: {
    status: 422,
    title: "No text in the file",
    detail: "The file holds only pictures of text. Run text recognition (OCR) on it and upload it again.",
  },
  file_too_complex: {
    status: 422,
    title: "The file expands too far",
    detail: "Unpacked, the file is far larger than it should be.",
  },
  worker_lost: {
    status: 422,
    title: "The file could not be processed",
    detail:
      "Reading this file stopped the program again and again. It is probably damaged or far too complex: save it anew in its own program, or split it.",
  },
  storage_full: {
    status: 507,
    title: "No space left",
    detail: "The disk is full. Nothing was stored; make room and try again.",
  },
  source_unknown: { status: 422, title: "Unknown source", detail: "There is no source of that name." },
  model_unavailable: {
    status: 503,
    title: "The language model does not answer",
    detail: "The language model could not be reached. Try again in a moment.",
  },
  model_rate_limited: {
    status: 503,
    title: "The language model is busy",
    detail: "The language model refuses more requests for now. Try again in a moment.",
  },
  model_timeout: {
    status: 504,
    title: "The language model took too long",
    detail: "The language model did not finish in time. Try again, or ask something shorter.",
  },
  model_bad_output: {
    status: 502,
    title: "The language model returned nonsense",
    detail: "The language model's answer could not be used. Try again.",
  },
  embedding_unavailable: {
    status: 503,
    title: "The embedding model does not answer",
    detail: "The embedding model could not be used. Try again in a moment.",
  },
  database_unavailable: {
    status: 503,
    title: "The database does not answer",
    detail: "The database could not be reached. Nothing was lost; try again in a moment.",
  },
  overloaded: {
    status: 503,
    title: "Too busy",
    detail: "The server has all the work it can take. Try again in a moment.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    detail: "That was too much in a short time. Try again in a moment.",
  },
  too_many_streams: {
    status: 429,
    title: "Too many answers at once",
    detail: "As many answers are open as you may have at a time. Close one, or wait until it is complete.",
  },
  quota_exceeded: {
    status: 429,
    title: "Used up for today",
    detail: "What you may use in a day is used up. The count begins anew at 00:00 UTC.",
  },
  approval_decided: {
    status: 409,
    title: "Already decided",
    detail: "Somebody decided this request before you. Reload to see how.",
  },
  approval_expired: {
    status: 409,
    title: "The request has expired",
    detail: "Nobody decided this request in time. Ask for it again if it is still wanted.",
  },
  approval_token_invalid: {
    status: 403,
    title: "The decision could not be taken",
    detail:
      "The token of this decision is not valid, has expired, or is another person's. Open the request again.",
  },
  approval_token_used: {
    status: 409,
    title: "The decision was made before",
    detail: "This decision was sent twice; the first one counts.",
  },
  approval_altered: {
    status: 409,
    title: "The request is not the one you saw",
    detail: "Its arguments changed since you opened it. Look at it again before you decide.",
  },
  approval_own_request: {
    status: 403,
    title: "Your own request",
    detail: "Somebody else has to decide what you asked for.",
  },
  approval_basis_hidden: {
    status: 403,
    title: "You can't see what this stands on",
    detail: "You may not read every source that this request touches or stands on, so you can't decide it.",
  },
  agent_writes_off: {
    status: 403,
    title: "Agent writes are switched off",
    detail: "An admin has switched off everything that agents write. Nothing was done.",
  },
  tool_denied: {
    status: 403,
    title: "This tool is not allowed",
    detail: "Your role or the settings of this installation don't allow this tool.",
  },
  tool_unknown: {
    status: 422,
    title: "There is no such tool",
    detail: "The agent asked for a tool that doesn't exist. Nothing was done.",
  },
  agent_limit: {
    status: 422,
    title: "The agent reached a limit",
    detail:
      "The agent used up the steps, the time or the tokens that a request may take. What is done is done.",
  },
  agent_loop: {
    status: 422,
    title: "The agent went in circles",
    detail: "The agent tried the same thing again and again, so it was ended. What is done is done.",
  },
  agent_denied: {
    status: 403,
    title: "It was denied before",
    detail: "A person denied this in the same run, or nobody decided it in time. It isn't asked for again.",
  },
  agent_not_asking: {
    status: 409,
    title: "It asks nothing",
    detail: "This run doesn't wait for a reply. Start a new one instead.",
  },
  webhook_failed: {
    status: 502,
    title: "The other service refused",
    detail: "The service that was called did not accept the request. Nothing was done there.",
  },
  client_closed: { status: 499, title: "Cancelled", detail: "The caller left before the answer was ready." },
  internal: {
    status: 500,
    title: "Something went wrong",
    detail: "This should not have happened. Try again; if it stays, report the request id.",
  },
} as const satisfies Record<string, { status: number; title: string; detail: string }>;

export type ErrorCode = keyof typeof errorCodes;
