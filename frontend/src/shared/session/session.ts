/**
 * Who is signed in, in this tab only. Tokens live in sessionStorage and go when the person leaves, signs out or stays away too long.
 */
import { signal } from "@preact/signals";

export type PoolName = "clients" | "staff";

export interface Session {
  access: string;
  refresh: string;
}

let key = "session.clients";
let pool: PoolName = "clients";

export const session = signal<Session | null>(null);

/** Choose the pool of this app and take up a session this tab already has. */
export function startSession(of: PoolName): void {
  pool = of;
  key = `session.${of}`;
  const kept = sessionStorage.getItem(key);
  session.value = kept ? (JSON.parse(kept) as Session) : null;
  lastPerson = session.value && personOf(session.value);
}

export function sessionPool(): PoolName {
  return pool;
}

/** Take up new tokens. Words of somebody who was here before are forgotten, those of the same person stay. */
export function keepSession(tokens: Session): void {
  const person = personOf(tokens);
  if (lastPerson !== null && lastPerson !== person) forgetters.forEach((forget) => forget());
  lastPerson = person;
  sessionStorage.setItem(key, JSON.stringify(tokens));
  session.value = tokens;
}

const forgetters = new Set<() => void>();
let lastPerson: string | null = null;

/** Run `forget` when the person signs out, leaves, or another one signs in, so that nothing of them stays in memory. */
export function onForget(forget: () => void): void {
  forgetters.add(forget);
}

/** End the session but keep unsaved words in memory: the same person signs in again and goes on (time-out, lock screen). */
export function lapseSession(): void {
  sessionStorage.removeItem(key);
  session.value = null;
}

/** End the session and forget everything of it in this tab. */
export function forgetSession(): void {
  sessionStorage.clear();
  session.value = null;
  lastPerson = null;
  forgetters.forEach((forget) => forget());
}

/** The person id inside an access token. It is only compared, never trusted: the API checks the token itself. */
export function personOf(tokens: Session): string {
  const payload = tokens.access.split(".")[1] ?? "";
  const json = atob(payload.replace(/-/g, "+").replace(/_/g, "/"));
  return (JSON.parse(json) as { sub: string }).sub;
}
