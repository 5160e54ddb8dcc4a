/** An answer that is not a success, as the API shapes it: `{"error": {"code", "message", "request_id", ...details}}`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly requestId: string | undefined,
    readonly details: Record<string, unknown>,
    /** Seconds after which a 429 or 503 may be tried again. */
    readonly retryAfter?: number,
    /** Whether something was to be changed, not read. */
    readonly changing = false,
  ) {
    super(code);
  }
}

/** The request never reached the API or its answer never came back. */
export class Offline extends Error {}

export async function errorFrom(answer: Response, changing = false): Promise<ApiError> {
  const body = (await answer.json().catch(() => ({}))) as { error?: Record<string, unknown> };
  const { code, request_id, ...details } = body.error ?? {};
  const retry = Number(answer.headers.get("Retry-After")) || undefined;
  return new ApiError(answer.status, typeof code === "string" ? code : "unknown", request_id as string | undefined, details, retry, changing);
}
