import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/messages";
import { Attachments } from "../../shared/messages/Attachments";
import { Composer } from "../../shared/messages/Composer";
import { Unsent } from "../../shared/messages/Unsent";
import { isRecent, type Thread, useConversation, type Written } from "../../shared/messages/useConversation";
import { writerOf } from "../../shared/messages/writer";
import type { PageProps } from "../../shared/router";
import { dayAndTime, shortDay } from "../../shared/time";
import { Button, Failed, LitArea, Loading, Message, Page } from "../../shared/ui";
import { loadThreads } from "../scheduling/therapist";
import { threadName } from "./MessagesPage";
import { due, lately } from "./times";

const t = words<typeof en>("messages");

function One({ message, thread }: { message: Written; thread: Thread }) {
  const when = lately({ start: message.local, zone_name: message.zone_name });
  const read = message.mine && thread.seen_to !== null && message.id <= thread.seen_to;
  const writer = writerOf(message, thread.client_id);
  const sender = writer === "me" ? t("you") : writer === "staff" ? threadName(thread) : t("companion");
  return (
    <Message own={message.mine} words={message.text} said={`${sender}, ${when}${read ? `. ${t("read")}` : ""}`}>
      <Attachments threadId={thread.id} files={message.attachments} watch={isRecent(message)} />
    </Message>
  );
}

/** By when an answer comes, who is away, and what this is not for. */
function Answering({ thread }: { thread: Thread }) {
  const name = threadName(thread);
  const away = thread.out_of_office;
  return (
    <div class="small stack-tight">
      {away && <p>{t("away", { name, first: shortDay(away.first), last: shortDay(away.last) })} {away.note && <q>{away.note}</q>}</p>}
      <p>
        {thread.overdue ? t("late", { name }) : thread.due_local ? t("answers_within_by", { name, time: due(thread), within: t.count("days", thread.response_days) })
          : thread.answer_local ? t("would_answer", { name, time: dayAndTime({ start: thread.answer_local, zone_name: thread.zone_name }), within: t.count("days", thread.response_days) })
          : t("answers_within", { name, within: t.count("days", thread.response_days) })}
      </p>
      <p><strong>{t("not_urgent")}</strong> <a href="tel:988">{t("call_988")}</a>. {t("nobody_scans")}</p>
    </div>
  );
}

/** One thread, the newest message last, and where to write. */
export default function ThreadPage({ params }: PageProps) {
  const id = params.thread_id!;
  const { data, error, again, older, sent } = useConversation(id, loadThreads);
  if (!data) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_thread")} />}</Page>;
  const { thread, messages, next } = data;
  return (
    <Page title={threadName(thread)} task>
      <p><a class="lone" href="/messages">{t("back")}</a></p>
      {next && <Button look="quiet" busy={older.busy && t("getting_thread")} onClick={() => older.run()}>{t("older")}</Button>}
      {older.error !== undefined && <Failed error={older.error} />}
      {messages.length === 0 && <p class="second">{t("nothing_yet")}</p>}
      <div class="messages" aria-live="polite">
        {[...messages].reverse().map((message) => <One key={message.id} message={message} thread={thread} />)}
        <Unsent threadId={id} onSent={sent} />
      </div>
      {thread.status === "ended" ? <p>{t("ended")}</p> : (
        <LitArea><Composer threadId={id} label={t("to", { name: threadName(thread) })} onSent={sent}><Answering thread={thread} /></Composer></LitArea>
      )}
    </Page>
  );
}
