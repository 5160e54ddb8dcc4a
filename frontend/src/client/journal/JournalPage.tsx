import { useEffect, useState } from "preact/hooks";
import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/journal";
import { loadMe, me } from "../../shared/session/me";
import { Actions, Button, ButtonLink, Failed, Field, LitArea, Loading, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import { lately, roughly } from "../messages/times";
import { beginning, type Entries, type Entry, findIn, loadEntries, loadMore } from "./journal";
import "./journal.css";
import { promptOfDay } from "./Prompts";

const t = words<typeof en>("journal");

async function load() {
  if (!me.peek()) await loadMe();
  const [entries, draft] = await Promise.all([loadEntries(), get("/api/journal-draft")]);
  return { entries, draft };
}

function Write({ draft, first }: { draft: { text: string; saved_at: string | null }; first: boolean }) {
  const saved = draft.saved_at ? atHome(draft.saved_at) : null;
  return (
    <LitArea title={draft.text ? t("go_on_title") : first ? promptOfDay() : t("write_title")}>
      {draft.text ? <p class="voice">{beginning(draft.text)}</p> : <p>{t("write_about")}</p>}
      {draft.text && saved && <p class="small second">{t("begun_saved", { time: roughly(saved) })}</p>}
      <Actions><ButtonLink href="/journal/new">{t(draft.text ? "go_on" : "write")}</ButtonLink></Actions>
    </LitArea>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  const when = lately({ start: entry.local, zone_name: entry.zone_name });
  return (
    <Row href={`/journal/${entry.id}`} link={t("open")} about={when}>
      <div class="second small">{when}{entry.shared ? ` · ${t("shared_mark")}` : ""}</div>
      <div class="voice">{beginning(entry.text)}</div>
    </Row>
  );
}

/** The list with its search. Searching opens every page there is, since words that are sealed can be found only here. */
function Past({ first }: { first: Entries }) {
  const [entries, setEntries] = useState(first);
  const [wish, setWish] = useState("");
  const more = useSave(async (all: boolean) => setEntries(await loadMore(entries, all)));
  const searching = wish.trim() !== "";
  useEffect(() => {
    if (searching && entries.next && !more.busy && more.error === undefined) void more.run(true);
  }, [searching]);
  const found = searching ? findIn(entries.items, wish) : entries.items;
  return (
    <section class="stack">
      <h2>{t("past")}</h2>
      <Field type="search" label={t("search")} hint={t("search_hint")} value={wish} onValue={setWish} maxLength={80} autocomplete="off" />
      <p role="status" class="second small">{searching ? (more.busy ? t("opening_all") : t.count("found", found.length, { of: entries.items.length })) : ""}</p>
      {more.error !== undefined && <Failed error={more.error} again={() => more.run(searching)} />}
      <Rows label={t("past")}>{found.map((entry) => <EntryRow key={entry.id} entry={entry} />)}</Rows>
      {!searching && entries.next && <Button look="quiet" busy={more.busy && t("getting")} onClick={() => more.run(false)}>{t("older")}</Button>}
    </section>
  );
}

/** What one wrote, newest first, and the way to write. */
export default function JournalPage() {
  const { data, error, again } = useLoad(load, []);
  return (
    <Page title={t("title")} lead={t("lead")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {data && <Write draft={data.draft} first={data.entries.items.length === 0} />}
      {data && data.entries.items.length > 0 && <Past first={data.entries} />}
    </Page>
  );
}
