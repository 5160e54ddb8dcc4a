import { useState } from "preact/hooks";
import { type Answer, get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { go, type PageProps } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { Actions, Area, Button, Chips, Disclosure, Failed, Field, FormErrors, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { ShareSwitch } from "../sharing/ShareSwitch";
import { FeelingsWheel } from "./FeelingsWheel";
import "./mood.css";
import { useNewMood } from "./newMood";
import { triggers } from "./words";

const t = words<typeof en>("mood");

type Mood = Answer<"/api/moods/{mood_id}", "get">;

interface Entry {
  score: number | null;
  feelings: string[];
  triggers: string[];
  sleep: string;
  note: string;
}

const blank: Entry = { score: null, feelings: [], triggers: [], sleep: "", note: "" };

/** Hours as people write them, with a point or a comma; undefined where they cannot be read. */
function hours(text: string): number | null | undefined {
  if (!text.trim()) return null;
  const value = Number(text.trim().replace(",", "."));
  return Number.isFinite(value) && value >= 0 && value <= 24 ? value : undefined;
}

/** What can be said beside: none of it has to be. */
function Beside({ entry, change }: { entry: Entry; change: (part: Partial<Entry>) => void }) {
  return (
    <>
      <Chips name="triggers" legend={t("triggers")} options={triggers.map((code) => ({ value: code, label: t.code("trigger", code) ?? code }))} chosen={entry.triggers} onChosen={(chosen) => change({ triggers: chosen })} />
      <Field label={t("sleep")} hint={t("sleep_hint")} value={entry.sleep} onValue={(sleep) => change({ sleep })} inputMode="decimal" short />
      <Area label={t("note")} hint={t("note_hint")} value={entry.note} onValue={(note) => change({ note })} maxLength={4000} rows={4} />
    </>
  );
}

/** A new entry is a feeling and Save, and more for whoever wants to say more; after a number it is what was around it. */
function Form({ id, kept }: { id: string; kept: Entry }) {
  const [entry, setEntry, forget] = useDraft<Entry>(`mood-${id}`, kept);
  const [problem, setProblem] = useState<string | null>(null);
  const fresh = id === "new";
  const keep = useNewMood();
  const change = (part: Partial<Entry>) => setEntry({ ...entry, ...part });
  const save = useSave(async () => {
    const { sleep, ...rest } = entry;
    const body = { ...rest, sleep_hours: hours(sleep) };
    await (fresh ? keep(body) : put("/api/moods/{mood_id}", body, { path: { mood_id: id } }));
    forget();
    go("/mood");
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = hours(entry.sleep) === undefined ? t("sleep_wrong") : fresh && !entry.feelings.length ? t("feeling_first") : null;
    setProblem(wrong);
    if (!wrong) void save.run();
  };
  const saving = (
    <>
      {save.error !== undefined && <Failed error={save.error} />}
      <Actions>
        <Button type="submit" busy={save.busy && t("saving")}>{t("save_more")}</Button>
        <a href="/mood">{t("leave_it")}</a>
      </Actions>
    </>
  );
  return (
    <LitArea>
      <form class="form" onSubmit={submit}>
        <FormErrors errors={problem ? [problem] : []} />
        <FeelingsWheel chosen={entry.feelings} onChosen={(chosen) => change({ feelings: chosen })} />
        {fresh && saving}
        {fresh ? <Disclosure summary={t("say_more")}><div class="form"><Beside entry={entry} change={change} /></div></Disclosure> : <Beside entry={entry} change={change} />}
        {!fresh && saving}
      </form>
    </LitArea>
  );
}

interface Loaded {
  kept: Entry;
  /** As it is stored; null for a new one. */
  mood: Mood | null;
}

async function load(id: string): Promise<Loaded> {
  if (id === "new") return { kept: blank, mood: null };
  const mood = await get("/api/moods/{mood_id}", { path: { mood_id: id } });
  const { score, feelings, triggers, note, sleep_hours } = mood;
  return { kept: { score, feelings, triggers, note, sleep: sleep_hours === null ? "" : String(sleep_hours) }, mood };
}

/** After the number: feelings, what was around it, sleep and a note, all of them optional. */
export default function MorePage({ params }: PageProps) {
  const id = params.entry_id!;
  const { data, error, again, set } = useLoad(() => load(id), [id]);
  const share = async (shared: boolean) => set({ kept: data!.kept, mood: await put("/api/moods/{mood_id}/sharing", { shared }, { path: { mood_id: id } }) });
  return (
    <Page title={t(id === "new" ? "more_title_new" : "more_title")} lead={data?.kept.score != null ? t("more_lead", { score: data.kept.score }) : undefined} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {data && <Form id={id} kept={data.kept} />}
      {data?.mood && <ShareSwitch entry={data.mood} kind="moods" onShare={share} />}
    </Page>
  );
}
