import { useState } from "preact/hooks";
import { get, post, put } from "../../shared/api/client";
import { once } from "../../shared/api/once";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_worksheets";
import type sheets from "../../shared/i18n/en/worksheets";
import { go, href, type PageProps } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { Actions, Button, Failed, Field, FormErrors, LitArea, Loading, Notice, Page, Select, useLoad, useSave } from "../../shared/ui";
import { say, type Worksheet } from "../../shared/worksheets/worksheets";
import { Recommend } from "../library/Recommend";
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

/** Save it as the next version; what is wrong with it is said first, with the place. */
function useSaving(stored: Worksheet | null, sheet: Sheet, onSaved: (saved: Worksheet) => void) {
  const [problems, setProblems] = useState<string[]>([]);
  const save = useSave(async () => {
    const body = toSend(sheet);
    const saved = stored ? await put("/api/worksheets/{slug}", { ...body, version: stored.version! }, { path: { slug: stored.slug! } }) : await once("worksheet-new", body, (built, idempotencyKey) => post("/api/worksheets", built, { idempotencyKey }));
    onSaved(saved);
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const found = problemsOf(sheet).map(({ what, page, part }) => `${page === undefined ? "" : `${t("page", { number: page + 1 })}${part === undefined ? "" : `, ${t("part", { number: part + 1 })}`}: `}${t.code("problem", what)}`);
    setProblems(found);
    if (!found.length) void save.run();
  };
  return { problems, save, submit };
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

function Editor({ stored, onStored }: { stored: Worksheet | null; onStored: (stored: Worksheet) => void }) {
  const first = stored ?? blankSheet(language.peek());
  const [sheet, keep, forget] = useDraft<Sheet>(`sheet-${stored?.slug ?? "new"}-${stored?.version ?? 0}`, first);
  const [looking, setLooking] = useState(false);
  const [said, setSaid] = useState("");
  const unsaved = sheet !== first && JSON.stringify(sheet) !== JSON.stringify(first);
  const { problems, save, submit } = useSaving(stored, sheet, (saved) => (forget(), onStored(saved)));
  const building = { sheet, onSheet: keep, say: setSaid };
  return (
    <>
    <form class="stack" onSubmit={submit} noValidate>
      <FormErrors errors={problems} />
      <About {...building} />
      {sheet.pages.map((_, page) => <PageForm key={page} {...building} page={page} />)}
      {sheet.pages.length < mostPages && <p><Button look="text" onClick={() => keep({ ...sheet, pages: [...sheet.pages, blankPage()] })}>{t("add_page")}</Button></p>}
      <p role="status" class="small second">{said}</p>
      <LitArea>
        <p>{t(stored ? "save_again_what" : "save_what")} {unsaved && t("unsaved")}</p>
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

/** Building a worksheet, changing one's own, or seeing one of the product's as clients do. */
export default function EditorPage({ params }: PageProps) {
  const slug = params.slug!;
  const isNew = slug === "new";
  const { data, error, again, set } = useLoad<Worksheet | null>(() => (isNew ? Promise.resolve(null) : get("/api/worksheets/{slug}", { path: { slug } })), [slug]);
  const [saved, setSaved] = useState(false);
  if (data === undefined) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={w("getting_one")} />}</Page>;
  const shipped = data !== null && !data.provider_id;
  const stored = (sheet: Worksheet) => (set(sheet), setSaved(true), isNew && history.replaceState(null, "", href(`/worksheets/${sheet.slug}`)), scrollTo(0, 0));
  return (
    <Page title={data ? say(data.title) : t("build_title")} lead={shipped ? say(data.summary) : t("editor_lead")} task>
      {saved && data && <Notice kind="ok"><p>{t("saved")}</p></Notice>}
      {data && !data.archived && (saved || shipped) && <Recommend kind="worksheet" slug={data.slug!} />}
      {shipped ? <Preview sheet={data} /> : <Editor key={`${data?.slug}-${data?.version}`} stored={data} onStored={stored} />}
      {data && !shipped && !data.archived && <Archive stored={data} />}
      <p><a class="lone" href={href("/worksheets")}>{t("back")}</a></p>
    </Page>
  );
}
