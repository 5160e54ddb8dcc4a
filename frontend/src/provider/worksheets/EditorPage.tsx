import { useEffect, useState } from "preact/hooks";
import { get, post, put } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { once } from "../../shared/api/once";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_worksheets";
import type sheets from "../../shared/i18n/en/worksheets";
import { go, href, type PageProps } from "../../shared/router";
import { useAutosave } from "../../shared/session/autosave";
import { useDraft } from "../../shared/session/drafts";
import { Actions, Button, Failed, Field, FormErrors, LitArea, Loading, Notice, Page, Select, useLoad, useSave } from "../../shared/ui";
import { say, type Worksheet } from "../../shared/worksheets/worksheets";
import { Recommend } from "../library/Recommend";
import { type Begun, dropBegun, keepBegun, loadBegun, placeOf, versionOf } from "./begun";
import { blankPage, blankSheet, problemsOf, type Sheet, toSend } from "./building";
import { PageForm } from "./PageForm";
import { Preview } from "./Preview";
import { Say } from "./Say";
import "./worksheets.css";

const t = words<typeof en>("staff_worksheets");
const w = words<typeof sheets>("worksheets");
const methods = ["cbt", "dbt", "act", "trauma_informed"] as const;
const mostPages = 12;

interface Editing {
  sheet: Sheet;
  onSheet: (sheet: Sheet) => void;
}

function About({ sheet, onSheet }: Editing) {
  return (
    <section class="form">
      <Select label={t("language")} value={sheet.language ?? ""} onValue={(value) => onSheet({ ...sheet, language: (value || null) as Sheet["language"] })}
        options={[{ value: "en", label: t("language_en") }, { value: "es", label: t("language_es") }, { value: "", label: t("language_both") }]} />
      <Say label={t("sheet_title")} maxLength={120} sheet={sheet} words={sheet.title} onWords={(title) => onSheet({ ...sheet, title })} />
      <Say label={t("summary")} hint={t("summary_hint")} sheet={sheet} words={sheet.summary} onWords={(summary) => onSheet({ ...sheet, summary })} />
      <Select label={t("method")} options={methods.map((method) => ({ value: method, label: w(`method_${method}`) }))} value={sheet.method} onValue={(method) => onSheet({ ...sheet, method: method as Sheet["method"] })} />
      <Field type="number" inputMode="numeric" short label={t("minutes")} value={sheet.minutes ? String(sheet.minutes) : ""} onValue={(value) => onSheet({ ...sheet, minutes: Number(value) })} />
    </section>
  );
}

interface Editable {
  stored: Worksheet | null;
  /** What the server keeps of it that is not saved. */
  kept: Begun | null;
  onStored: (stored: Worksheet) => void;
  /** It was saved meanwhile; the words here stay. */
  onOvertaken: (newest: Worksheet) => void;
  /** Go back to what is saved. */
  onAfresh: () => void;
}

/** The words so far: in memory, and in the draft on the server as one goes. */
function useBegun({ stored, kept }: Editable) {
  const [first] = useState<Sheet>(() => stored ?? blankSheet(language.peek()));
  const [begun, remember, forget] = useDraft<Begun | null>(`sheet-${placeOf(stored)}`, kept, { autosaved: true });
  const [resumed] = useState(begun);
  const auto = useAutosave<Sheet>(kept?.sheet ?? first, (sheet) => keepBegun(stored, sheet));
  useEffect(() => {
    if (begun && begun !== kept) auto.changed(begun.sheet);
  }, []);
  const change = (sheet: Sheet) => {
    remember({ sheet, version: versionOf(stored) });
    auto.changed(sheet);
  };
  const settle = () => (auto.stop(), forget());
  return { sheet: begun?.sheet ?? first, change, resumed, auto, settle };
}

/** Save it as the next version; what is wrong with it is said first, with the place. */
function useSaving({ stored, onStored, onOvertaken }: Editable, { sheet, auto, settle }: ReturnType<typeof useBegun>) {
  const [problems, setProblems] = useState<string[]>([]);
  const save = useSave(async () => {
    const body = toSend(sheet);
    // The draft goes with it; a save under way must be over, or it would bring the draft back.
    await auto.flush();
    try {
      const saved = stored ? await put("/api/worksheets/{slug}", { ...body, version: stored.version! }, { path: { slug: stored.slug! } }) : await once("worksheet-new", body, (built, idempotencyKey) => post("/api/worksheets", built, { idempotencyKey }));
      settle();
      onStored(saved);
    } catch (error) {
      if (!stored || !(error instanceof ApiError) || error.status !== 409) throw error;
      onOvertaken(await get("/api/worksheets/{slug}", { path: { slug: stored.slug! } }));
    }
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const found = problemsOf(sheet).map(({ what, page, part }) => `${page === undefined ? "" : `${t("page", { number: page + 1 })}${part === undefined ? "" : `, ${t("part", { number: part + 1 })}`}: `}${t.code("problem", what)}`);
    setProblems(found);
    if (!found.length) void save.run();
  };
  return { problems, save, submit };
}

/** Whose words stand here where they are not what is saved, and the way back. */
function Resumed({ stored, overtaken, onAfresh, begun }: Pick<Editable, "stored" | "onAfresh"> & { overtaken: boolean; begun: ReturnType<typeof useBegun> }) {
  const afresh = useSave(async () => {
    await begun.auto.flush();
    await dropBegun(stored);
    begun.settle();
    onAfresh();
  });
  return (
    <Notice kind={overtaken ? "caution" : "plain"}>
      <p>{t(overtaken ? "overtaken" : "resumed")}</p>
      {afresh.error !== undefined && <Failed error={afresh.error} />}
      <p><Button look="text" busy={afresh.busy && t("saving")} onClick={() => afresh.run()}>{t(stored ? "take_saved" : "begin_afresh")}</Button></p>
    </Notice>
  );
}

function Archive({ stored }: { stored: Worksheet }) {
  const archive = useSave(async () => (await put("/api/worksheets/{slug}/archived", { archived: true }, { path: { slug: stored.slug! } }), go("/worksheets")));
  return (
    <section class="stack-tight">
      <p class="second">{t("archive_what")}</p>
      {archive.error !== undefined && <Failed error={archive.error} />}
      <p><Button look="text" busy={archive.busy && t("saving")} onClick={() => archive.run()}>{t("archive")}</Button></p>
    </section>
  );
}

function Editor(editable: Editable & { overtaken: boolean }) {
  const { stored } = editable;
  const begun = useBegun(editable);
  const { sheet, change, resumed, auto } = begun;
  const [looking, setLooking] = useState(false);
  const [said, setSaid] = useState("");
  const { problems, save, submit } = useSaving(editable, begun);
  const overtaken = editable.overtaken || (resumed !== null && resumed.version !== versionOf(stored));
  const building = { sheet, onSheet: change, say: setSaid };
  const standing = auto.standing.state === "failing" ? "draft_failing" : auto.standing.state === "saved" ? "draft_kept" : null;
  return (
    <>
    {(resumed || overtaken) && <Resumed {...editable} begun={begun} overtaken={overtaken} />}
    <form class="stack" onSubmit={submit} noValidate>
      <FormErrors errors={problems} />
      <About {...building} />
      {sheet.pages.map((_, page) => <PageForm key={page} {...building} page={page} />)}
      {sheet.pages.length < mostPages && <p><Button look="text" onClick={() => change({ ...sheet, pages: [...sheet.pages, blankPage()] })}>{t("add_page")}</Button></p>}
      <p role="status" class="small second">{said}</p>
      <LitArea>
        <p>{t(stored ? "save_again_what" : "save_what")}</p>
        <p class="small second" role="status">{standing && t(standing)}</p>
        {save.error !== undefined && <Failed error={save.error} />}
        <Actions>
          <Button type="submit" busy={save.busy && t("saving")}>{t("save")}</Button>
          <Button look="text" aria-expanded={looking} onClick={() => setLooking(!looking)}>{t(looking ? "preview_close" : "preview_open")}</Button>
        </Actions>
      </LitArea>
    </form>
    {looking && <Preview sheet={toSend(sheet) as Worksheet} />}
    </>
  );
}

interface Opened extends Pick<Editable, "stored" | "kept"> {
  /** New whenever the editor begins again from what is saved. */
  round: number;
  overtaken: boolean;
}

async function load(slug: string): Promise<Opened> {
  const stored = slug === "new" ? null : await get("/api/worksheets/{slug}", { path: { slug } });
  const kept = stored && !stored.provider_id ? null : await loadBegun(slug);
  return { stored, kept, round: 0, overtaken: false };
}

/** Building a worksheet, changing one's own, or seeing one of the product's as clients do. */
export default function EditorPage({ params }: PageProps) {
  const slug = params.slug!;
  const isNew = slug === "new";
  const { data: opened, error, again, set } = useLoad(() => load(slug), [slug]);
  const [saved, setSaved] = useState(false);
  if (opened === undefined) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={w("getting_one")} />}</Page>;
  const { stored: data, round, overtaken } = opened;
  const shipped = data !== null && !data.provider_id;
  const afresh = (stored: Worksheet | null) => {
    set({ stored, kept: null, round: round + 1, overtaken: false });
    // The button that had the focus is gone with the editor.
    requestAnimationFrame(() => document.querySelector<HTMLElement>("main h1")?.focus());
  };
  const stored = (sheet: Worksheet) => (afresh(sheet), setSaved(true), isNew && history.replaceState(null, "", href(`/worksheets/${sheet.slug}`)), scrollTo(0, 0));
  const newer = (newest: Worksheet) => (set({ ...opened, stored: newest, overtaken: true }), setSaved(false), scrollTo(0, 0));
  return (
    <Page title={data ? say(data.title) : t("build_title")} lead={shipped ? say(data.summary) : t("editor_lead")} task>
      {saved && data && <Notice kind="ok"><p>{t("saved")}</p></Notice>}
      {data && !data.archived && (saved || shipped) && <Recommend kind="worksheet" slug={data.slug!} />}
      {shipped ? <Preview sheet={data} /> : <Editor key={round} {...opened} overtaken={overtaken} onStored={stored} onOvertaken={newer} onAfresh={() => afresh(data)} />}
      {data && !shipped && !data.archived && <Archive stored={data} />}
      <p><a class="lone" href={href("/worksheets")}>{t("back")}</a></p>
    </Page>
  );
}
