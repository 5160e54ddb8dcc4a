import { useState } from "preact/hooks";
import { post } from "../../shared/api/client";
import { Comments } from "../../shared/homework/Comments";
import { dueDay, type Homework, loadHomework, loadTitles, openOnes, titleOf, type Titles } from "../../shared/homework/homework";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/homework";
import { useDraft } from "../../shared/session/drafts";
import { loadMe, me } from "../../shared/session/me";
import { Actions, Area, Button, ButtonLink, Failed, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { loadThreads, nameOf, type Thread } from "../scheduling/therapist";

const t = words<typeof en>("homework");

interface Loaded {
  items: Homework[];
  titles: Titles;
  threads: Thread[];
}

async function load(): Promise<Loaded> {
  const { id } = me.peek() ?? (await loadMe());
  const [items, titles, threads] = await Promise.all([loadHomework(id), loadTitles(), loadThreads()]);
  return { items, titles, threads };
}

/** Where it is done; a task is done elsewhere. */
export function placeOf({ id, kind, ref }: Pick<Homework, "id" | "kind" | "ref">): string | null {
  if (kind === "worksheet") return `/worksheets/${ref}?homework=${id}`;
  if (kind === "reading") return `/library/${ref}`;
  return kind === "measure" ? `/measures/${ref}` : null;
}

interface ItemProps extends Loaded {
  item: Homework;
  onChanged: (item: Homework) => void;
}

function Due({ item }: { item: Homework }) {
  if (!item.due_on) return null;
  return <p class="small second">{t(item.overdue ? "was_due" : "due", { day: dueDay(item.due_on) })}</p>;
}

/** Saying that it is done, with a word about it where there is one to say. */
function Done({ item, lit, onChanged }: { item: Homework; lit: boolean; onChanged: (item: Homework) => void }) {
  const [text, setText, forget] = useDraft(`homework-${item.id}`, "");
  const [asked, setAsked] = useState(text !== "");
  const save = useSave(async () => {
    const changed = await post("/api/clients/{client_id}/homework/{homework_id}/done", { text }, { path: { client_id: item.client_id, homework_id: item.id } });
    forget();
    onChanged(changed);
  });
  if (!asked) return <Button look={lit ? "primary" : "text"} onClick={() => setAsked(true)}>{t("done")}</Button>;
  return (
    <div class="stack-tight">
      <Area label={t("how_it_went")} hint={t("how_it_went_hint")} rows={3} maxLength={2000} value={text} onValue={setText} />
      {save.error !== undefined && <Failed error={save.error} />}
      <Button look={lit ? "primary" : "quiet"} busy={save.busy && t("sending")} onClick={() => save.run()}>{t("done_save")}</Button>
    </div>
  );
}

function Open({ item, titles, threads, onChanged, lit }: ItemProps & { lit: boolean }) {
  const place = placeOf(item);
  const who = nameOf(threads, item.provider_id) ?? t("your_therapist");
  return (
    <div class="stack-tight">
      <p class="small second">{t("from", { who })}</p>
      {!lit && <h3>{titleOf(item, titles)}</h3>}
      {item.note && <p class="voice">{item.note}</p>}
      <Due item={item} />
      <Actions>
        {place && (lit ? <ButtonLink href={place}>{t.code("open", item.kind)}</ButtonLink> : <a href={place}>{t.code("open", item.kind)}<span class="visually-hidden"> {titleOf(item, titles)}</span></a>)}
        {item.kind !== "worksheet" && <Done item={item} lit={lit && !place} onChanged={onChanged} />}
      </Actions>
      <Comments item={item} own="client" other={who} onChanged={onChanged} />
    </div>
  );
}

function Past({ item, titles, threads, onChanged }: ItemProps) {
  return (
    <li>
      <div class="stack-tight">
        <h3>{titleOf(item, titles)}</h3>
        <p class="small second">{t(item.state === "done" ? "is_done" : "is_withdrawn")}</p>
        <Comments item={item} own="client" other={nameOf(threads, item.provider_id) ?? t("your_therapist")} onChanged={onChanged} />
      </div>
    </li>
  );
}

function All({ data, set }: { data: Loaded; set: (data: Loaded) => void }) {
  const onChanged = (changed: Homework) => set({ ...data, items: data.items.map((item) => (item.id === changed.id ? changed : item)) });
  const [first, ...others] = openOnes(data.items);
  const past = data.items.filter(({ state }) => state !== "open");
  return (
    <>
      {first ? <LitArea eyebrow={t("next")} title={titleOf(first, data.titles)}><Open key={first.id} {...data} item={first} lit onChanged={onChanged} /></LitArea> : <p>{t("nothing")}</p>}
      {others.length > 0 && <ul class="rows" aria-label={t("also")}>{others.map((item) => <li key={item.id}><Open {...data} item={item} lit={false} onChanged={onChanged} /></li>)}</ul>}
      {past.length > 0 && (
        <section>
          <h2>{t("past")}</h2>
          <ul class="rows">{past.map((item) => <Past key={item.id} {...data} item={item} onChanged={onChanged} />)}</ul>
        </section>
      )}
    </>
  );
}

/** What was agreed on between sessions: what it is, from whom, by when it would be good to have. */
export default function HomeworkPage() {
  const { data, error, again, set } = useLoad(load, []);
  return (
    <Page title={t("title")} lead={t("lead")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {data && <All data={data} set={set} />}
      <p><a class="lone" href="/between">{t("back")}</a></p>
    </Page>
  );
}
