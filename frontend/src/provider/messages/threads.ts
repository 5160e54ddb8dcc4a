/** The reader's threads: a therapist's with their clients, the practice's with whoever wrote to it. */
import { type Answer, get } from "../../shared/api/client";
import { loadMe, me } from "../../shared/session/me";

export type Thread = Answer<"/api/threads", "get">["items"][number];
export type Message = Answer<"/api/threads/{thread_id}/messages", "get">["items"][number];

/** The zone to show times in: the reader's own. */
async function ownZone(): Promise<string> {
  return (me.peek() ?? (await loadMe())).zone;
}

export async function loadThreads(): Promise<Thread[]> {
  const zone = await ownZone();
  const found: Thread[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await get("/api/threads", { query: { zone, cursor } });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}

/** Those that wait for an answer, the first due first; then unread ones; then the others, newest message first. */
export function dueFirst(threads: readonly Thread[]): Thread[] {
  const rank = (thread: Thread) => (thread.due_by ? 0 : thread.unread ? 1 : 2);
  const due = (thread: Thread) => (thread.due_by ? Date.parse(thread.due_by) : 0);
  const last = (thread: Thread) => (thread.last_at ? Date.parse(thread.last_at) : 0);
  return [...threads].sort((one, other) => rank(one) - rank(other) || due(one) - due(other) || last(other) - last(one));
}
