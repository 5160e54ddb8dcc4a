/**
 * The API, typed from docs/openapi.json (`npm run types`): `await get("/api/appointments/{appointment_id}", { path: { appointment_id } })`.
 * Sends the access token, an Idempotency-Key on every POST, refreshes once on 401 and throws ApiError or Offline.
 */
import { refreshTokens } from "../session/cognito";
import { lapseSession, session } from "../session/session";
import { errorFrom, Offline } from "./errors";
import { hearNow } from "./now";
import type { paths } from "./schema";

type Method = "get" | "post" | "put" | "delete";
type PathsWith<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never }[keyof paths];
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;
type JsonOf<T> = T extends { content: { "application/json": infer J } } ? J : undefined;
type Success<R> = { [S in keyof R]: S extends 200 | 201 | 202 ? JsonOf<R[S]> : never }[keyof R];

export type Answer<P extends keyof paths, M extends Method> = Operation<P, M> extends { responses: infer R } ? Success<R> : never;
export type Body<P extends keyof paths, M extends Method> = Operation<P, M> extends { requestBody: infer B } ? JsonOf<B> : undefined;

export interface Options {
  path?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined | null>;
  /** Give the same key again to repeat a POST that may have arrived; by default each call has its own. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** The version of the answer that is held already: 304 where it is still that. */
  held?: string | undefined;
}

function address(template: string, options: Options): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(options.path?.[name] ?? ""));
  const given = Object.entries(options.query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length ? `${filled}?${query}` : filled;
}

function headers(method: Method, body: unknown, key: string, held: string | undefined): Headers {
  const made = new Headers({ Accept: "application/json" });
  if (held) made.set("If-None-Match", held);
  if (body !== undefined) made.set("Content-Type", "application/json");
  if (method === "post") made.set("Idempotency-Key", key);
  const tokens = session.peek();
  if (tokens) made.set("Authorization", `Bearer ${tokens.access}`);
  return made;
}

async function send(method: Method, template: string, body: unknown, options: Options): Promise<Response> {
  const url = address(template, options);
  const key = options.idempotencyKey ?? crypto.randomUUID();
  const once = async (): Promise<Response> => {
    const request = { method: method.toUpperCase(), headers: headers(method, body, key, options.held), signal: options.signal ?? null };
    const answer = await fetch(url, body === undefined ? request : { ...request, body: JSON.stringify(body) }).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new Offline();
    });
    hearNow(answer.headers.get("X-Now"));
    return answer;
  };
  const answer = await once();
  if (answer.status !== 401 || !session.peek()) return answer;
  if (await refreshTokens()) return once();
  // The app shows sign-in, which comes back to this page.
  lapseSession();
  return answer;
}

async function call(method: Method, template: string, body: unknown, options: Options = {}): Promise<unknown> {
  const answer = await send(method, template, body, options);
  if (!answer.ok) throw await errorFrom(answer, method !== "get");
  const type = answer.headers.get("Content-Type") ?? "";
  if (answer.status === 204) return undefined;
  return type.includes("json") ? answer.json() : answer.text();
}

export function get<P extends PathsWith<"get">>(path: P, options?: Options): Promise<Answer<P, "get">> {
  return call("get", path as string, undefined, options) as Promise<Answer<P, "get">>;
}

/** A read that is made again and again: the answer, or null where it is the one given before. */
export function repeated<P extends PathsWith<"get">>(path: P, options?: Options): () => Promise<Answer<P, "get"> | null> {
  let held: string | undefined;
  return async () => {
    const answer = await send("get", path as string, undefined, { ...options, held });
    if (answer.status === 304) return null;
    if (!answer.ok) throw await errorFrom(answer);
    held = answer.headers.get("ETag") ?? undefined;
    return (await answer.json()) as Answer<P, "get">;
  };
}

export function post<P extends PathsWith<"post">>(path: P, body: Body<P, "post">, options?: Options): Promise<Answer<P, "post">> {
  return call("post", path as string, body, options) as Promise<Answer<P, "post">>;
}

export function put<P extends PathsWith<"put">>(path: P, body: Body<P, "put">, options?: Options): Promise<Answer<P, "put">> {
  return call("put", path as string, body, options) as Promise<Answer<P, "put">>;
}
