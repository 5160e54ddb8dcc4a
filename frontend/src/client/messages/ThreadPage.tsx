import { useEffect, useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/messages";
import type { PageProps } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { shortDay } from "../../shared/time";
import { Button, Failed, Loading, Message, Page, useLoad, useSave } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import { loadThreads, type Thread } from "../scheduling/therapist";
import { Composer } from "./Composer";
import { threadName } from "./MessagesPage";
import { due, lately } from "./times";

const t = words<typeof en>("messages");
const pollEvery = 15_000;

type Sent = Answer<"/api/threads/{thread_id}/messages", "get">["items"][number];

interface Loaded {
  thread: Thread;
  /** Newest first, as the API gives them. */
  items: Sent[];
  next: string | null;
}

async function page(thread_id: string, cursor?: string) {
  return get("/api/threads/{thread_id}/messages", { path: { thread_id }, query: { cursor, zone: me.peek()?.zone } });
}

async function load(thread_id: string): Promise<Loaded> {
  if (!me.peek()) await loadMe();
  const [threads, { items, next }] = await Promise.all([loadThreads(), page(thread_id)]);
  const thread = threads.find((one) => one.id === thread_id)!;
  if (thread.unread) void post("/api/threads/{thread_id}/read", {}, { path: { thread_id } }).catch(() => undefined);
  return { thread, items, next: next ?? null };
}

/** New messages without a reload, while the page is looked at. */
function usePolling(id: string, data: Loaded | undefined, set: (data: Loaded) => void) {
  useEffect(() => {
    if (!data) return;
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const { items } = await page(id);
      const known = new Set(data.items.map((one) => one.id));
      const fresh = items.filter((one) => !known.has(one.id));
      if (!fresh.length) return;
      set({ ...data, items: [...fresh, ...data.items] });
      if (fresh.some((one) => !one.mine)) await post("/api/threads/{thread_id}/read", {}, { path: { thread_id: id } });
    };
    const timer = setInterval(() => void look().catch(() => undefined), pollEvery);
    return () => clearInterval(timer);
  }, [id, data]);
}

function One({ message, thread }: { message: Sent; thread: Thread }) {
  const when = lately({ start: message.local, zone_name: message.zone_name });
  const read = message.mine && thread.seen_to !== null && message.id <= thread.seen_to;
  const sender = message.mine ? t("you") : threadName(thread);
  return <Message own={message.mine} words={message.text} said={`${sender}, ${when}${read ? `. ${t("read")}` : ""}`} />;
}

/** By when an answer comes, who is away, and what this is not for. */
function Answering({ thread }: { thread: Thread }) {
  const name = threadName(thread);
  const away = thread.out_of_office;
  return (
    <div class="small stack-tight">
      {away && <p>{t("away", { name, first: shortDay(away.first), last: shortDay(away.last) })}</p>}
      <p>
        {thread.overdue ? t("late", { name }) : thread.due_local ? t("answers_within_by", { name, time: due(thread), within: t.count("days", thread.response_days) })
          : t("answers_within", { name, within: t.count("days", thread.response_days) })}
      </p>
      <p><strong>{t("not_urgent")}</strong> <a href="tel:988">{t("call_988")}</a> {t("nobody_scans")}</p>
    </div>
  );
}

/** One thread, the newest message last, and where to write. */
export default function ThreadPage({ params }: PageProps) {
  const id = params.thread_id!;
  const { data, error, again, set } = useLoad(() => load(id), [id]);
  const [added, setAdded] = useState<Sent | null>(null);
  usePolling(id, data, set);
  useEffect(() => void (added && document.getElementById("last-message")?.scrollIntoView({ block: "nearest" })), [added]);
  const older = useSave(async (shown: Loaded) => {
    const more = await page(id, shown.next ?? undefined);
    set({ ...shown, items: [...shown.items, ...more.items], next: more.next ?? null });
  });
  if (!data) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_thread")} />}</Page>;
  const { thread, items, next } = data;
  const sent = (answer: Sent) => {
    const here = atHome(answer.at);
    const message = here ? { ...answer, local: here.start, zone_name: here.zone_name ?? answer.zone_name } : answer;
    set({ ...data, items: [message, ...items] });
    setAdded(message);
    // By when an answer comes is the API's to say.
    void loadThreads().then((threads) => set({ thread: threads.find((one) => one.id === id) ?? thread, items: [message, ...items], next }), () => undefined);
  };
  return (
    <Page title={threadName(thread)} task>
      <p><a class="lone" href="/messages">{t("back")}</a></p>
      {next && <Button look="quiet" busy={older.busy && t("getting_thread")} onClick={() => older.run(data)}>{t("older")}</Button>}
      {older.error !== undefined && <Failed error={older.error} />}
      {items.length === 0 && <p class="second">{t("nothing_yet")}</p>}
      <div class="messages" aria-live="polite">
        {[...items].reverse().map((message, index) => (
          <div key={message.id} id={index === items.length - 1 ? "last-message" : undefined}><One message={message} thread={thread} /></div>
        ))}
      </div>
      {thread.status === "ended" ? <p>{t("ended")}</p> : <Composer threadId={id} name={threadName(thread)} onSent={sent}><Answering thread={thread} /></Composer>}
    </Page>
  );
}
