import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/messages";
import { hasUnsent } from "../../shared/messages/outgoing";
import { loadMe, me } from "../../shared/session/me";
import { Failed, Loading, Page, Row, Rows, useLoad } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import { loadThreads, type Thread } from "../scheduling/therapist";
import { due, roughly } from "./times";

const t = words<typeof en>("messages");

async function load(): Promise<Thread[]> {
  if (!me.peek()) await loadMe();
  return loadThreads();
}

export function threadName(thread: Thread): string {
  return thread.kind === "practice" ? t("practice") : thread.party.name;
}

function ThreadRow({ thread }: { thread: Thread }) {
  const last = thread.last_at ? atHome(thread.last_at) : null;
  const name = threadName(thread);
  const words = last ? t("last", { time: roughly(last) }) : t("nothing_yet");
  return (
    <Row href={`/messages/${thread.id}`} link={t(thread.unread ? "read_and_reply" : last ? "open" : "write")} about={name} unread={thread.unread}>
      <strong>{name}</strong>
      <div class="small second">{thread.status === "ended" ? t("ended") : words}</div>
      {hasUnsent(thread.id) && <div class="small"><strong>{t("unsent")}</strong></div>}
      {thread.due_local && <div class="small second">{thread.overdue ? t("late", { name }) : t("answers_by", { name, time: due(thread) })}</div>}
    </Row>
  );
}

/** The threads: one's therapist, and the practice's office. */
export default function MessagesPage() {
  const { data: threads, error, again } = useLoad(load, []);
  return (
    <Page title={t("title")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!threads && error === undefined && <Loading what={t("getting")} />}
      {threads && threads.length === 0 && <p>{t("no_threads")} <a href="/matches">{t("no_threads_link")}</a></p>}
      {threads && threads.length > 0 && <Rows>{threads.map((thread) => <ThreadRow key={thread.id} thread={thread} />)}</Rows>}
      <p class="small second">{t("not_urgent")} <a href="tel:988">{t("call_988")}</a>.</p>
    </Page>
  );
}
