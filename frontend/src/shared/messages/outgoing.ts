/** Messages on their way: what was not sent stays with its text, its files and its key, so that trying again cannot send it twice. */
import { signal } from "@preact/signals";
import { type Answer, post } from "../api/client";
import { onForget } from "../session/session";
import type { AttachedFile } from "./useFiles";

export type Sent = Answer<"/api/threads/{thread_id}/messages", "post">;

export interface Outgoing {
  key: string;
  text: string;
  files: AttachedFile[];
  /** Why it was not sent; null while it is on its way. */
  failed: unknown;
}

const waiting = signal<Record<string, Outgoing[]>>({});
const takenUp = signal<Record<string, Outgoing>>({});
onForget(() => {
  waiting.value = {};
  takenUp.value = {};
});

export function outgoing(thread_id: string): Outgoing[] {
  return waiting.value[thread_id] ?? [];
}

function change(thread_id: string, changed: (all: Outgoing[]) => Outgoing[]): void {
  waiting.value = { ...waiting.peek(), [thread_id]: changed(waiting.peek()[thread_id] ?? []) };
}

async function carry(thread_id: string, one: Outgoing, onSent: (message: Sent) => void): Promise<void> {
  change(thread_id, (all) => all.map((other) => (other.key === one.key ? { ...one, failed: null } : other)));
  try {
    const attachments = one.files.flatMap(({ id }) => (id ? [id] : []));
    const message = await post("/api/threads/{thread_id}/messages", { text: one.text, attachments }, { path: { thread_id }, idempotencyKey: one.key });
    takeBack(thread_id, one.key);
    onSent(message);
  } catch (error) {
    change(thread_id, (all) => all.map((other) => (other.key === one.key ? { ...one, failed: error } : other)));
  }
}

/** Send; settled once it has arrived or stays in the thread as not sent. What was taken up and not changed keeps its key. */
export function send(thread_id: string, text: string, files: AttachedFile[], onSent: (message: Sent) => void): Promise<void> {
  const before = takenUp.peek()[thread_id];
  const same = before?.text === text && before.files.map(({ id }) => id).join() === files.map(({ id }) => id).join();
  const one = { key: same ? before.key : crypto.randomUUID(), text, files, failed: null };
  takenUp.value = Object.fromEntries(Object.entries(takenUp.peek()).filter(([id]) => id !== thread_id));
  change(thread_id, (all) => [...all, one]);
  return carry(thread_id, one, onSent);
}

export function sendAgain(thread_id: string, one: Outgoing, onSent: (message: Sent) => void): Promise<void> {
  return carry(thread_id, one, onSent);
}

/** What was not sent and is being written differently; null where nothing is. */
export function beingChanged(thread_id: string): Outgoing | null {
  return takenUp.value[thread_id] ?? null;
}

/** Out of the thread and back to where it is written. */
export function takeUp(thread_id: string, one: Outgoing): void {
  takeBack(thread_id, one.key);
  takenUp.value = { ...takenUp.peek(), [thread_id]: one };
}

/** Out of the thread: it has arrived, or is not to be sent. */
export function takeBack(thread_id: string, key: string): void {
  change(thread_id, (all) => all.filter((other) => other.key !== key));
}
