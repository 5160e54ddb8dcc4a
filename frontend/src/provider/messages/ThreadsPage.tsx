import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_messages";
import { hasUnsent } from "../../shared/messages/outgoing";
import { href } from "../../shared/router";
import { me } from "../../shared/session/me";
import { dayAndTime } from "../../shared/time";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, Row, Rows, useLoad } from "../../shared/ui";
import { dueBy, mine, nameOf } from "../staff";
import { dueFirst, loadThreads, type Thread } from "./threads";

const t = words<typeof en>("staff_messages");

function due(thread: Thread): string | null {
  return thread.due_local && dueBy({ start: thread.due_local, zone_name: thread.zone_name }, thread.overdue);
}

function state(thread: Thread): string {
  if (thread.due_local) return t(thread.overdue ? "late" : "answer_due", { due: due(thread)! });
  return thread.last_at ? t("last_at", { when: dayAndTime(mine(thread.last_at)) }) : t("nothing_written");
}

function List({ threads }: { threads: Thread[] }) {
  const [first, ...rest] = dueFirst(threads);
  const waits = first && (first.due_by || first.unread);
  const shown = waits ? rest : threads.length ? [first!, ...rest] : [];
  return (
    <div class="stack-wide">
      {waits && (
        <LitArea eyebrow={t(first.overdue ? "is_late" : first.due_by ? "due_first" : "unread_first")} title={nameOf(first.party)}>
          <p>{state(first)}</p>
          {hasUnsent(first.id) && <p class="small"><strong>{t("unsent")}</strong></p>}
          <Actions><ButtonLink href={href(`/messages/${first.id}`)}>{t(first.due_by ? "reply" : "read")}</ButtonLink></Actions>
        </LitArea>
      )}
      <Rows label={t("threads")}>
        {shown.map((thread) => (
          <Row key={thread.id} href={href(`/messages/${thread.id}`)} link={t("open")} about={nameOf(thread.party)} unread={thread.unread} due={thread.overdue ? state(thread) : ""}>
            <strong>{nameOf(thread.party)}</strong>
            {hasUnsent(thread.id) && <div class="small"><strong>{t("unsent")}</strong></div>}
            {!thread.overdue && <div class="second small">{state(thread)}</div>}
          </Row>
        ))}
      </Rows>
    </div>
  );
}

/** Every thread, those that wait for an answer first. */
export default function ThreadsPage() {
  const { data, error, again } = useLoad(loadThreads, []);
  const waiting = data?.filter((thread) => thread.due_by).length ?? 0;
  return (
    <Page title={t("title")} lead={data && data.length > 0 && (waiting ? t.count("waiting", waiting) : t("none_waiting"))}>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting")} />}
      {data && (data.length ? <List threads={data} /> : <p>{t(me.value?.role === "admin" ? "empty_office" : "empty")}</p>)}
      {data && me.value?.role === "provider" && <p><a class="lone" href={href("/messages/away")}>{t("away_link")}</a></p>}
    </Page>
  );
}
