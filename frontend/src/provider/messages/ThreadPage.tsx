import { useEffect, useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_messages";
import { href, type PageProps } from "../../shared/router";
import { dayAndTime, dayOf } from "../../shared/time";
import { Button, Failed, Loading, Message, Page, useLoad } from "../../shared/ui";
import { dueBy, nameOf } from "../staff";
import { Composer } from "./Composer";
import "./messages.css";
import { loadThreads, type Message as Written, ownZone, type Thread } from "./threads";

const t = words<typeof en>("staff_messages");

interface Opened {
  thread: Thread;
  /** Newest first, as they come. */
  messages: Written[];
  next?: string | null;
}

async function pageOf(thread_id: string, cursor?: string | null) {
  return get("/api/threads/{thread_id}/messages", { path: { thread_id }, query: { zone: await ownZone(), cursor } });
}

async function open(thread_id: string): Promise<Opened> {
  const [threads, page] = await Promise.all([loadThreads(), pageOf(thread_id)]);
  const thread = threads.find((one) => one.id === thread_id);
  if (!thread) throw new ApiError(404, "not_found", undefined, {});
  return { thread, messages: page.items, next: page.next };
}

/** By when an answer is due, and absences the client is told of. */
function Window({ thread }: { thread: Thread }) {
  const away = thread.out_of_office;
  const due = thread.due_local && dueBy({ start: thread.due_local, zone_name: thread.zone_name }, thread.overdue);
  return (
    <div class="stack-tight">
      <p class={thread.overdue ? "late" : undefined}>
        {due ? t(thread.overdue ? "late" : "answer_due", { due }) : t("no_answer_due")} <span class="second">{t.count("window", thread.response_days)}</span>
      </p>
      {away && <p class="second">{t("away", { first: dayOf(away.first), last: dayOf(away.last) })}</p>}
    </div>
  );
}

function said(message: Written, thread: Thread): string {
  const when = dayAndTime({ start: message.local, zone_name: message.zone_name });
  const read = message.mine && thread.seen_to !== null && message.id <= thread.seen_to;
  return `${message.mine ? t("you") : message.sender === "client" ? nameOf(thread.party) : t("the_practice")}, ${when}${read ? `. ${t("seen")}` : ""}`;
}

function Earlier({ opened, set }: { opened: Opened; set: (opened: Opened) => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const more = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const page = await pageOf(opened.thread.id, opened.next!);
      set({ ...opened, messages: [...opened.messages, ...page.items], next: page.next });
    } catch (failed) {
      setError(failed);
    }
    setBusy(false);
  };
  if (error) return <Failed error={error} again={more} />;
  return <Button look="quiet" busy={busy && t("getting")} onClick={more}>{t("earlier")}</Button>;
}

/** One thread with the composer; reading marks it as read for this side. */
export default function ThreadPage({ params }: PageProps) {
  const thread_id = params.thread_id!;
  const { data, error, again, set } = useLoad(() => open(thread_id), [thread_id]);
  const newest = data?.messages[0]?.id;
  useEffect(() => {
    if (newest) post("/api/threads/{thread_id}/read", { message_id: newest }, { path: { thread_id } }).catch(() => undefined);
  }, [newest]);
  if (!data) return <Page title={t("thread")}>{error ? <Failed error={error} again={again} /> : <Loading what={t("getting_messages")} />}</Page>;
  const { thread, messages, next } = data;
  const sent = (message: Written) => set({ ...data, thread: { ...thread, due_by: null, due_local: null, overdue: false, unread: false }, messages: [message, ...messages] });
  return (
    <Page title={nameOf(thread.party)} lead={thread.kind === "care" && <a href={href(`/clients/${thread.client_id}`)}>{t("their_page")}</a>}>
      <div class="thread stack-wide">
        {next && <Earlier opened={data} set={set} />}
        {!messages.length && <p class="second">{t("nothing_written")}</p>}
        <div class="messages">
          {[...messages].reverse().map((message) => <Message key={message.id} own={message.mine} words={message.text} said={said(message, thread)} />)}
        </div>
        <div><Button look="text" onClick={again}>{t("look_for_new")}</Button></div>
        <section class="lit">
          <Window thread={thread} />
          <Composer thread_id={thread_id} onSent={sent} />
        </section>
      </div>
    </Page>
  );
}
