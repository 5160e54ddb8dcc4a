// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { get, post } from "../../../src/shared/api/client";
import { ApiError, Offline } from "../../../src/shared/api/errors";
import { now } from "../../../src/shared/api/now";
import { keepSession, session, startSession } from "../../../src/shared/session/session";

const token = (person: string) => `h.${btoa(JSON.stringify({ sub: person }))}.s`;
const tokens = { access: token("ana"), refresh: "r" };
const settings = { region: "us-east-1", cognito_endpoint: "http://cognito", clients: { pool_id: "p", client_id: "c" }, staff: { pool_id: "q", client_id: "d" } };

type Reply = (request: { url: string; headers: Headers }) => Response | Promise<Response>;
let sent: { url: string; headers: Headers }[] = [];

function answering(api: Reply, cognito: Reply = () => json({}, 400)): void {
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const request = { url, headers: new Headers(init.headers) };
    if (url === "/config.json") return json(settings);
    if (url === "http://cognito") return cognito(request);
    sent.push(request);
    return api(request);
  });
}

const json = (body: unknown, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

beforeEach(() => {
  sent = [];
  startSession("clients");
  keepSession(tokens);
});
afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

test("a request carries the access token, a POST its own idempotency key", async () => {
  answering(() => json({ items: [] }));
  await get("/api/moods");
  await post("/api/moods", { score: 6 });
  await post("/api/moods", { score: 6 });
  expect(sent[0]!.headers.get("Authorization")).toBe(`Bearer ${tokens.access}`);
  expect(sent[0]!.headers.get("Idempotency-Key")).toBeNull();
  expect(sent[1]!.headers.get("Idempotency-Key")).not.toBe(sent[2]!.headers.get("Idempotency-Key"));
});

test("ids are escaped in paths and empty query values left out", async () => {
  answering(() => json({ items: [] }));
  await get("/api/clients/{client_id}/moods", { path: { client_id: "a/b" }, query: { cursor: undefined, days: 14 } });
  expect(sent[0]!.url).toBe("/api/clients/a%2Fb/moods?days=14");
});

test("an old token is renewed once and the same request sent again under the same key", async () => {
  const fresh = token("ana").replace("h.", "fresh.");
  answering(
    ({ headers }) => (headers.get("Authorization") === `Bearer ${fresh}` ? json({ id: "1" }, 201) : json({}, 401)),
    () => json({ AuthenticationResult: { AccessToken: fresh } }),
  );
  await post("/api/moods", { score: 6 });
  expect(sent).toHaveLength(2);
  expect(sent[0]!.headers.get("Idempotency-Key")).toBe(sent[1]!.headers.get("Idempotency-Key"));
  expect(session.value).toEqual({ access: fresh, refresh: "r" });
});

test("two requests that find the token old share one renewal", async () => {
  let renewals = 0;
  const fresh = token("ana").replace("h.", "fresh.");
  answering(
    ({ headers }) => (headers.get("Authorization") === `Bearer ${fresh}` ? json({ items: [] }) : json({}, 401)),
    () => (renewals++, json({ AuthenticationResult: { AccessToken: fresh } })),
  );
  await Promise.all([get("/api/moods"), get("/api/sharing")]);
  expect(renewals).toBe(1);
});

test("a session that cannot be renewed ends", async () => {
  answering(() => json({ error: { code: "not_signed_in" } }, 401));
  await expect(get("/api/moods")).rejects.toMatchObject({ status: 401 });
  expect(session.value).toBeNull();
});

test("an error keeps its code, its facts and the number of the request", async () => {
  answering(() => json({ error: { code: "slot_taken", message: "m", request_id: "r-1", alternatives: [1] } }, 409, { "Retry-After": "5" }));
  const error = await get("/api/moods").catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 409, code: "slot_taken", requestId: "r-1", retryAfter: 5, details: { alternatives: [1] } });
});

test("a request that never arrived is told apart from one that was refused", async () => {
  answering(() => Promise.reject(new TypeError("Failed to fetch")));
  await expect(get("/api/moods")).rejects.toBeInstanceOf(Offline);
});

test("now is what the API says it is", async () => {
  answering(() => json({}, 200, { "X-Now": "2030-01-01T00:00:00Z" }));
  await get("/api/health");
  expect(Math.abs(now() - Date.parse("2030-01-01T00:00:00Z"))).toBeLessThan(1000);
});
