/** One thread as both sides see it: its messages, what comes in meanwhile, what was sent. */
import { useRef } from "preact/hooks";
import { type Answer, get, post, repeated } from "../api/client";
import { ApiError } from "../api/errors";
import { now } from "../api/now";
import { loadMe, me } from "../session/me";
import { writtenAt } from "../time";
import { useLoad, useSave } from "../ui";
import { reconcile, type Sent } from "./outgoing";
import { usePolling } from "./polling";
import { draftEnded } from "./useServerDraft";

export type Thread = Answer<"/api/threads", "get">["items"][number];
export type Written = Answer<"/api/threads/{thread_id}/messages", "get">["items"][number];
type Page = Answer<"/api/threads/{thread_id}/messages", "get">;

export interface Conversation {
  thread: Thread;
  /** Newest first, as the API gives them. */
  messages: Written[];
  next: string | null;
}

const messagesOf = "/api/threads/{thread_id}/messages";

/** The sent message's own answer tells its time in UTC. */
function atHome(message: Sent): Written {
  const person = me.peek();
  return person ? { ...message, local: writtenAt(message.at, person.utc_offset), zone_name: person.zone_name } : message;
}

/** One's own of the last hour: its files may still be under check, and the sender is told. */
export function isRecent(message: Written): boolean {
  return message.mine && now() - Date.parse(message.at) < 3_600_000;
}

/** threads: those of the reader, as their app loads them. */
export function useConversation(thread_id: string, threads: () => Promise<Thread[]>) {
  const newest = useRef<() => Promise<Page | null>>();
  const unread = useRef(false);

  const find = async () => {
    const thread = (await threads()).find((one) => one.id === thread_id);
    if (!thread) throw new ApiError(404, "not_found", undefined, {});
    return thread;
  };
  /** shown: what the reader has before them; what came since is not read yet. */
  const markRead = async (shown: Written[]) => {
    // Without an id all there is would count as read, also what is on its way here. Where all that is shown is one's own, theirs is older.
    const last = shown.find((one) => !one.mine) ?? shown[0];
    if (!last || !unread.current || document.visibilityState !== "visible") return;
    unread.current = false;
    await post("/api/threads/{thread_id}/read", { message_id: last.id }, { path: { thread_id } });
  };
  const { data, error, again, set } = useLoad<Conversation>(async () => {
    const { zone } = me.peek() ?? (await loadMe());
    const look = repeated(messagesOf, { path: { thread_id }, query: { zone } });
    const [thread, page] = await Promise.all([find(), look()]);
    newest.current = look;
    unread.current = thread.unread;
    void markRead(page!.items).catch(() => undefined);
    reconcile(thread_id, page!.items);
    return { thread, messages: page!.items, next: page!.next ?? null };
  }, [thread_id]);
  const latest = useRef(data);
  latest.current = data;

  /** Put messages on top, and ask anew by when an answer is due: that is the API's to say. */
  const arrived = (fresh: Written[]) => {
    const shown = latest.current!;
    const known = new Set(shown.messages.map((one) => one.id));
    const come = fresh.filter((one) => !known.has(one.id));
    if (!come.length) return;
    if (come.some((one) => one.mine)) draftEnded(thread_id);
    const messages = [...come, ...shown.messages];
    latest.current = { ...shown, messages };
    set(latest.current);
    find().then((thread) => set((latest.current = { ...latest.current!, thread })), () => undefined);
  };
  usePolling(async () => {
    const page = latest.current && (await newest.current!());
    if (page) {
      unread.current ||= page.items.some((one) => !one.mine && !latest.current!.messages.some((known) => known.id === one.id));
      arrived(page.items);
      reconcile(thread_id, page.items);
    }
    if (latest.current) await markRead(latest.current.messages);
  });
  const older = useSave(async () => {
    const more = await get(messagesOf, { path: { thread_id }, query: { zone: me.peek()?.zone, cursor: latest.current!.next } });
    set({ ...latest.current!, messages: [...latest.current!.messages, ...more.items], next: more.next ?? null });
  });
  return { data, error, again, older, sent: (message: Sent) => arrived([atHome(message)]) };
}
