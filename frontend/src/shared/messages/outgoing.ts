/** Messages on their way: what was not sent stays with its text, its files and its key, so that trying again cannot send it twice. */
import { signal } from "@preact/signals";
import { type Answer, post } from "../api/client";
import { now } from "../api/now";
import { onForget } from "../session/session";
import type { AttachedFile } from "./useFiles";

export type Sent = Answer<"/api/threads/{thread_id}/messages", "post">;

interface Outgoing {
  key: string;
  text: string;
  files: AttachedFile[];
  /** When it was first sent, ms since 1970 by the practice's clock. */
  began: number;
  /** Why it was not sent; null while it is on its way. */
  failed: unknown;
}

/** By how much the practice's clock as the browser knows it may differ from its stamp on a message, in ms. */
const clocksDiffer = 10_000;

const waiting = signal<Record<string, Outgoing[]>>({});
const takenUp = signal<Record<string, Outgoing>>({});
onForget(() => {
  waiting.value = {};
  takenUp.value = {};
});

// What was not sent is in this tab only: the browser asks before it closes on it.
addEventListener("beforeunload", (event) => Object.values(waiting.peek()).some((all) => all.length) && event.preventDefault());

export function outgoing(thread_id: string): Outgoing[] {
  return waiting.value[thread_id] ?? [];
}

/** Whether something written in a thread was not sent, for lists of threads: who left the page at once has not seen it there. */
export function hasUnsent(thread_id: string): boolean {
  return outgoing(thread_id).some(({ failed }) => failed !== null);
}

function change(thread_id: string, changed: (all: Outgoing[]) => Outgoing[]): void {
  waiting.value = { ...waiting.peek(), [thread_id]: changed(waiting.peek()[thread_id] ?? []) };
}

function isSame(one: Outgoing, { text, attachments }: { text: string; attachments: { id?: string | null }[] }): boolean {
  return one.text === text && one.files.map(({ id }) => id).join() === attachments.map(({ id }) => id).join();
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
  const same = before !== undefined && isSame(before, { text, attachments: files });
  const one = { key: same ? before.key : crypto.randomUUID(), text, files, began: same ? before.began : now(), failed: null };
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

/** Take out what has arrived after all: the thread has it, only the answer to sending it was lost. */
export function reconcile(thread_id: string, messages: Sent[]): void {
  const had = (one: Outgoing) => messages.some((message) => message.mine && isSame(one, message) && Date.parse(message.at) > one.began - clocksDiffer);
  outgoing(thread_id).filter((one) => one.failed !== null && had(one)).forEach(({ key }) => takeBack(thread_id, key));
}

/** Out of the thread: it has arrived, or is not to be sent. */
export function takeBack(thread_id: string, key: string): void {
  change(thread_id, (all) => all.filter((other) => other.key !== key));
}
