import { useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { Comments } from "../../shared/homework/Comments";
import { dueDay, type Homework, loadHomework, loadTitles, openOnes, titleOf, type Titles } from "../../shared/homework/homework";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_homework";
import { Button, Failed, LitArea, Loading, useLoad, useSave } from "../../shared/ui";
import { AnswerSheet } from "../../shared/worksheets/AnswerSheet";
import type { Client } from "../clients/ClientPage";
import { nameOf } from "../staff";
import { Assign } from "./Assign";

const t = words<typeof en>("staff_homework");

interface Loaded {
  items: Homework[];
  titles: Titles;
}

async function load(client_id: string): Promise<Loaded> {
  const [items, titles] = await Promise.all([loadHomework(client_id), loadTitles()]);
  return { items, titles };
}

/** The worksheet it was done with, where the client shares it; null where they do not. */
async function sharedEntry(client_id: string, entry_id: string) {
  try {
    let cursor: string | null | undefined;
    do {
      const page: Awaited<ReturnType<typeof get<"/api/clients/{client_id}/worksheet-entries">>> = await get("/api/clients/{client_id}/worksheet-entries", { path: { client_id }, query: { limit: 100, cursor } });
      const entry = page.items.find(({ id }) => id === entry_id);
      if (entry) return { entry, sheet: entry.sheet ?? (await get("/api/worksheets/{slug}", { path: { slug: entry.slug } })) };
      cursor = page.next;
    } while (cursor);
    return null;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

function SharedEntry({ client, entry_id }: { client: Client; entry_id: string }) {
  const { data, error, again } = useLoad(() => sharedEntry(client.id, entry_id), [entry_id]);
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (data === undefined) return <Loading what={t("getting_entry")} />;
  return data ? <AnswerSheet sheet={data.sheet} answers={data.entry.answers} /> : <p class="second">{t("entry_not_shared")}</p>;
}

function Item({ client, item, titles, onChanged }: { client: Client; item: Homework; titles: Titles; onChanged: (item: Homework) => void }) {
  const [looking, setLooking] = useState(false);
  const withdraw = useSave(async () => onChanged(await post("/api/clients/{client_id}/homework/{homework_id}/withdraw", {}, { path: { client_id: client.id, homework_id: item.id } })));
  const open = item.state === "open";
  return (
    <li>
      <div class="stack-tight">
        <h3>{titleOf(item, titles)}</h3>
        <p class="small second">
          {t(`kind_${item.kind}`)}. {open ? item.due_on ? t(item.overdue ? "was_due" : "due", { day: dueDay(item.due_on) }) : t("no_day") : t(item.state === "done" ? "is_done" : "is_withdrawn")}
        </p>
        {item.note && <p class="voice">{item.note}</p>}
        <Comments item={item} own="provider" other={nameOf(client)} onChanged={onChanged} />
        {item.entry_id && (looking ? <SharedEntry client={client} entry_id={item.entry_id} /> : <Button look="text" onClick={() => setLooking(true)}>{t("look")}</Button>)}
        {withdraw.error !== undefined && <Failed error={withdraw.error} />}
        {open && <Button look="text" busy={withdraw.busy && t("withdrawing")} onClick={() => withdraw.run()}>{t("withdraw")}<span class="visually-hidden"> {titleOf(item, titles)}</span></Button>}
      </div>
    </li>
  );
}

/** What was agreed on with this client: giving something new, what is open, what was done. */
export function HomeworkTab({ client }: { client: Client }) {
  const { data, error, again, set } = useLoad(() => load(client.id), [client.id]);
  if (!data) return error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />;
  const onChanged = (changed: Homework) => set({ ...data, items: data.items.map((item) => (item.id === changed.id ? changed : item)) });
  const list = (items: Homework[]) => <ul class="rows">{items.map((item) => <Item key={item.id} client={client} item={item} titles={data.titles} onChanged={onChanged} />)}</ul>;
  const open = openOnes(data.items);
  const past = data.items.filter(({ state }) => state !== "open");
  return (
    <div class="columns">
      <div class="stack-wide">
        <section><h2>{t("open")}</h2>{open.length ? list(open) : <p class="second">{t("nothing_open", { name: nameOf(client) })}</p>}</section>
        {past.length > 0 && <section><h2>{t("past")}</h2>{list(past)}</section>}
      </div>
      <LitArea title={t("assign_title")}><Assign client_id={client.id} titles={data.titles} onAssigned={(item) => set({ ...data, items: [item, ...data.items] })} /></LitArea>
    </div>
  );
}
