/**
 * What this visitor asked to be kept. Only the secret that opens it is here, in this tab; it goes with Leave and sign-out. Once
 * somebody has signed in, what was kept becomes theirs.
 */
import { signal } from "@preact/signals";
import { type Answer, type Body, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { loadMe } from "../../shared/session/me";
import { onForget, session } from "../../shared/session/session";

type Kept = Answer<"/api/contact/keep", "post">;

const place = "contact";

function stored(): Kept | null {
  const text = sessionStorage.getItem(place);
  return text ? (JSON.parse(text) as Kept) : null;
}

export const kept = signal<Kept | null>(stored());
onForget(() => hold(null));

function hold(value: Kept | null): void {
  if (value) sessionStorage.setItem(place, JSON.stringify(value));
  else sessionStorage.removeItem(place);
  kept.value = value;
}

/** Keep the answers; those kept before in this tab are destroyed, so that there is one copy at most. */
export async function keepAnswers(answers: Body<"/api/contact/keep", "post">): Promise<void> {
  await forgetAnswers();
  hold(await post("/api/contact/keep", answers));
}

export async function forgetAnswers(): Promise<void> {
  const held = kept.peek();
  if (!held) return;
  await post("/api/contact/forget", { token: held.token });
  hold(null);
}

let claiming: Promise<void> | undefined;

/** Make what was kept part of the signed-in person's intake. A failure keeps the secret for the next page, and keeps nobody from going on. */
export function claimAnswers(): Promise<void> {
  const held = kept.peek();
  if (!held || !session.peek()) return Promise.resolve();
  claiming ??= claim(held.token).finally(() => (claiming = undefined));
  return claiming;
}

async function claim(token: string): Promise<void> {
  try {
    await post("/api/contact/claim", { token });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) return;
  }
  hold(null);
  // The profile may have learned the state; whoever shows it asks again if this fails.
  await loadMe().catch(() => undefined);
}
