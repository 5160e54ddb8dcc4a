import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_messages";
import { Attachments } from "../../shared/messages/Attachments";
import { Composer } from "../../shared/messages/Composer";
import { Unsent } from "../../shared/messages/Unsent";
import { isRecent, type Thread, useConversation, type Written } from "../../shared/messages/useConversation";
import { writerOf } from "../../shared/messages/writer";
import { href, type PageProps } from "../../shared/router";
import { dayAndTime, dayOf } from "../../shared/time";
import { Button, Failed, LitArea, Loading, Message, Page } from "../../shared/ui";
import { dueBy, nameOf } from "../staff";
import "./messages.css";
import { loadThreads } from "./threads";

const t = words<typeof en>("staff_messages");

/** By when an answer is due, and absences the client is told of. */
function Window({ thread }: { thread: Thread }) {
  const away = thread.out_of_office;
  const due = thread.due_local && dueBy({ start: thread.due_local, zone_name: thread.zone_name }, thread.overdue);
  return (
    <div class="stack-tight">
      <p class={thread.overdue ? "late" : undefined}>
        {due ? t(thread.overdue ? "late" : "answer_due", { due }) : t("no_answer_due")} <span class="second">{t.count("window", thread.response_days)}</span>
      </p>
      {away && <p class="second">{t("away", { first: dayOf(away.first), last: dayOf(away.last) })} {away.note}</p>}
    </div>
  );
}

function said(message: Written, thread: Thread): string {
  const when = dayAndTime({ start: message.local, zone_name: message.zone_name });
  const read = message.mine && thread.seen_to !== null && message.id <= thread.seen_to;
  const writers = { me: t("you"), client: nameOf(thread.party), companion: t("companion"), staff: t("the_practice") };
  return `${writers[writerOf(message, thread.client_id)]}, ${when}${read ? `. ${t("seen")}` : ""}`;
}

/** One thread with the composer; reading marks it as read for this side. */
export default function ThreadPage({ params }: PageProps) {
  const thread_id = params.thread_id!;
  const { data, error, again, older, sent } = useConversation(thread_id, loadThreads);
  if (!data) return <Page title={t("thread")}>{error ? <Failed error={error} again={again} /> : <Loading what={t("getting_messages")} />}</Page>;
  const { thread, messages, next } = data;
  return (
    <Page title={nameOf(thread.party)} lead={thread.kind === "care" && <a class="lone" href={href(`/clients/${thread.client_id}`)}>{t("their_page")}</a>}>
      <div class="thread stack-wide">
        {next && <Button look="quiet" busy={older.busy && t("getting")} onClick={() => older.run()}>{t("earlier")}</Button>}
        {older.error !== undefined && <Failed error={older.error} />}
        {!messages.length && <p class="second">{t("nothing_written")}</p>}
        <div class="messages" aria-live="polite">
          {[...messages].reverse().map((message) => (
            <Message key={message.id} own={message.mine} words={message.text} said={said(message, thread)}>
              <Attachments threadId={thread.id} files={message.attachments} watch={isRecent(message)} />
            </Message>
          ))}
          <Unsent threadId={thread_id} onSent={sent} />
        </div>
        <LitArea>
          <Composer threadId={thread_id} label={t("your_message")} onSent={sent}>
            <Window thread={thread} />
            <p class="small second">{t("not_for_emergencies")}</p>
          </Composer>
        </LitArea>
      </div>
    </Page>
  );
}
