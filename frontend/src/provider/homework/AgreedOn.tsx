import { useState } from "preact/hooks";
import { ApiError } from "../../shared/api/errors";
import { now } from "../../shared/api/now";
import { dueDay, type Homework, loadHomework, loadTitles, openOnes, titleOf } from "../../shared/homework/homework";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_homework";
import { Failed, Loading, useLoad } from "../../shared/ui";

const t = words<typeof en>("staff_homework");
const twoWeeks = 14 * 86_400_000;

/** What was agreed on; null for somebody who is not in care, as before a free first talk. */
async function load(client_id: string) {
  try {
    const [items, titles] = await Promise.all([loadHomework(client_id), loadTitles()]);
    return { items, titles };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Done within the last two weeks, the last one first. */
function doneLately(items: readonly Homework[], at: number): Homework[] {
  const when = ({ done_at }: Homework) => (done_at ? Date.parse(done_at) : 0);
  return items.filter((item) => item.state === "done" && when(item) >= at - twoWeeks).sort((one, other) => when(other) - when(one));
}

/** What is open between two sessions and what was done lately, with what the client last said of it. */
export function AgreedOn({ client_id }: { client_id: string }) {
  const { data, error, again } = useLoad(() => load(client_id), [client_id]);
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (data === undefined) return <Loading what={t("getting")} />;
  const open = openOnes(data?.items ?? []);
  const done = doneLately(data?.items ?? [], now());
  if (!data || !(open.length || done.length)) return <p class="second">{t("nothing_agreed")}</p>;
  const said = (item: Homework) => item.comments.filter(({ by }) => by === "client").at(-1)?.text;
  return (
    <ul class="stack-tight agreed">
      {[...open, ...done].map((item) => (
        <li key={item.id}>
          {titleOf(item, data.titles)} <span class="second small">{item.state === "done" ? t("is_done") : item.due_on ? t(item.overdue ? "was_due" : "due", { day: dueDay(item.due_on) }) : t("still_open")}</span>
          {said(item) && <div class="voice">{said(item)}</div>}
        </li>
      ))}
    </ul>
  );
}

/** The same for each client of a session, asked for only once it is opened: each opening is in that client's access log. */
export function AgreedOnWith({ clients }: { clients: readonly { id: string; name: string }[] }) {
  return <>{clients.map((client) => <OnAsking key={client.id} {...client} />)}</>;
}

function OnAsking({ id, name }: { id: string; name: string }) {
  const [asked, setAsked] = useState(false);
  return (
    <details class="disclosure" onToggle={(event) => event.currentTarget.open && setAsked(true)}>
      <summary>{name ? t("agreed_with", { name }) : t("agreed")}</summary>
      {asked && <AgreedOn client_id={id} />}
    </details>
  );
}
