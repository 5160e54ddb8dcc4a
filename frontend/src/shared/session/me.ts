/** The signed-in person's own facts, loaded once a session and shared by header and pages. */
import { effect, signal } from "@preact/signals";
import type { Answer } from "../api/client";
import { get } from "../api/client";
import { onForget, session } from "./session";

export type Me = Answer<"/api/me", "get">;

export const me = signal<Me | null>(null);
onForget(() => (me.value = null));

let loading: Promise<Me> | undefined;

/** Ask for the person; pages that ask at the same time share one request. */
export function loadMe(): Promise<Me> {
  loading ??= get("/api/me")
    .then((answer) => (me.value = answer))
    .finally(() => (loading = undefined));
  return loading;
}

/** Load the person whenever a session begins. */
export function followSession(): void {
  effect(() => {
    // A failure shows on the page that needs the person; the header does without the name.
    if (session.value && !me.peek()) loadMe().catch(() => undefined);
  });
}
