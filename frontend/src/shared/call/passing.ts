import { ApiError, Offline } from "../api/errors";

/** Whether trying again later can help: no network, or a server that is busy. */
export function passing(error: unknown): boolean {
  return error instanceof Offline || (error instanceof ApiError && (error.status >= 500 || error.status === 429 || error.status === 409));
}
