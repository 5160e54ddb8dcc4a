import { useState } from "preact/hooks";
import { get, post, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { go, type PageProps } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { Actions, Area, Button, Check, Chips, Failed, Field, FormErrors, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { feelings, triggers } from "./words";

const t = words<typeof en>("mood");

interface Entry {
  score: number | null;
  feelings: string[];
  triggers: string[];
  sleep: string;
  note: string;
}

const blank: Entry = { score: null, feelings: [], triggers: [], sleep: "", note: "" };
const options = (kind: "feeling" | "trigger", codes: string[]) => codes.map((code) => ({ value: code, label: t.code(kind, code) ?? code }));

/** Hours as people write them, with a point or a comma; undefined where they cannot be read. */
function hours(text: string): number | null | undefined {
  if (!text.trim()) return null;
  const value = Number(text.trim().replace(",", "."));
  return Number.isFinite(value) && value >= 0 && value <= 24 ? value : undefined;
}

function Form({ id, kept, shared }: { id: string; kept: Entry; shared: boolean }) {
  const [entry, setEntry, forget] = useDraft<Entry>(`mood-${id}`, kept);
  const [share, setShare] = useState(shared);
  const [problem, setProblem] = useState<string | null>(null);
  const fresh = id === "new";
  const change = (part: Partial<Entry>) => setEntry({ ...entry, ...part });
  const save = useSave(async () => {
    const { sleep, ...rest } = entry;
    const body = { ...rest, sleep_hours: hours(sleep) };
    await (fresh ? post("/api/moods", body) : put("/api/moods/{mood_id}", body, { path: { mood_id: id } }));
    if (share !== shared) {
      const { journal, worksheets } = await get("/api/sharing");
      await put("/api/sharing", { moods: share, journal, worksheets });
    }
    forget();
    go("/mood");
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = hours(entry.sleep) === undefined ? t("sleep_wrong") : fresh && !entry.feelings.length ? t("feeling_first") : null;
    setProblem(wrong);
    if (!wrong) void save.run();
  };
  return (
    <LitArea>
      <form class="form" onSubmit={submit}>
        <FormErrors errors={problem ? [problem] : []} />
        <Chips name="feelings" legend={t("feelings")} hint={t("feelings_hint")} options={options("feeling", feelings)} chosen={entry.feelings} onChosen={(chosen) => change({ feelings: chosen })} />
        <Chips name="triggers" legend={t("triggers")} options={options("trigger", triggers)} chosen={entry.triggers} onChosen={(chosen) => change({ triggers: chosen })} />
        <Field label={t("sleep")} hint={t("sleep_hint")} value={entry.sleep} onValue={(sleep) => change({ sleep })} inputMode="decimal" short />
        <Area label={t("note")} hint={t("note_hint")} value={entry.note} onValue={(note) => change({ note })} maxLength={4000} rows={4} />
        <Check name="share" label={t("share")} hint={t("share_hint")} checked={share} onChecked={setShare} />
        {save.error !== undefined && <Failed error={save.error} />}
        <Actions>
          <Button type="submit" busy={save.busy && t("saving")}>{t("save_more")}</Button>
          <a href="/mood">{t("leave_it")}</a>
        </Actions>
      </form>
    </LitArea>
  );
}

async function loadEntry(id: string): Promise<Entry> {
  if (id === "new") return blank;
  const { sleep_hours, ...rest } = await get("/api/moods/{mood_id}", { path: { mood_id: id } });
  return { score: rest.score, feelings: rest.feelings, triggers: rest.triggers, note: rest.note, sleep: sleep_hours === null ? "" : String(sleep_hours) };
}

async function load(id: string): Promise<{ kept: Entry; shared: boolean }> {
  const [kept, sharing] = await Promise.all([loadEntry(id), get("/api/sharing")]);
  return { kept, shared: sharing.moods };
}

/** After the number: feelings, what was around it, sleep and a note, all of them optional. */
export default function MorePage({ params }: PageProps) {
  const id = params.entry_id!;
  const { data, error, again } = useLoad(() => load(id), [id]);
  return (
    <Page title={t(id === "new" ? "more_title_new" : "more_title")} lead={data?.kept.score != null ? t("more_lead", { score: data.kept.score }) : undefined} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {data && <Form id={id} {...data} />}
    </Page>
  );
}
