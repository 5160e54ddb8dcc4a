import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/worksheets";
import { type PageProps, queryValue } from "../../shared/router";
import { type Autosaving, useAutosave } from "../../shared/session/autosave";
import { useDraft } from "../../shared/session/drafts";
import { leaveSite } from "../../shared/session/leave";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, Failed, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { AnswerSheet } from "../../shared/worksheets/AnswerSheet";
import { PartField } from "../../shared/worksheets/PartField";
import { type Answers, isExercise, missingOf, pageToOpen, say, type SheetPage, type Worksheet, type WorksheetEntry, withAnswer } from "../../shared/worksheets/worksheets";
import { SavedMark } from "../SavedMark";
import { ShareSwitch } from "../sharing/ShareSwitch";

const t = words<typeof en>("worksheets");

interface Loaded {
  entry: WorksheetEntry;
  sheet: Worksheet;
}

async function load(worksheet_entry_id: string): Promise<Loaded> {
  if (!me.peek()) await loadMe();
  const entry = await get("/api/worksheet-entries/{worksheet_entry_id}", { path: { worksheet_entry_id } });
  return { entry, sheet: entry.sheet ?? (await get("/api/worksheets/{slug}", { path: { slug: entry.slug } })) };
}

function focusHeading(): void {
  document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

interface Filling extends Loaded {
  answers: Answers;
  change: (answers: Answers) => void;
  auto: Autosaving<Answers>;
  turn: (page: number) => void;
}

/** One page of parts, with its own example. */
function Parts({ sheet, page, place, answers, change, auto, turn }: Filling & { page: SheetPage; place: number }) {
  const last = place === sheet.pages.length - 1;
  const onward = (event: Event) => {
    event.preventDefault();
    turn(place + 1);
  };
  return (
    <LitArea>
      <form class="form" lang={sheet.language ?? undefined} onSubmit={onward} noValidate>
        {page.text && <p class="sheet-text">{say(page.text)}</p>}
        {page.example && <p class="second"><span class="small">{t("for_example")}</span> <span class="voice">{say(page.example)}</span></p>}
        {(page.parts ?? []).map((part) => <PartField key={part.id} part={part} value={answers[part.id]} onValue={(value) => change(withAnswer(answers, part.id, value))} />)}
        <SavedMark standing={auto.standing} />
        <Actions>
          <Button type="submit">{t(last ? "to_review" : "onward")}</Button>
          {place > 0 && <Button look="text" onClick={() => turn(place - 1)}>{t("page_back")}</Button>}
          <a href="/worksheets">{t("stop")}</a>
        </Actions>
      </form>
    </LitArea>
  );
}

/** Everything once more, and finishing. Where it was begun for homework, finishing says that it is done. */
function Review({ entry, sheet, answers, auto, turn, onFinished }: Filling & { onFinished: (entry: WorksheetEntry) => void }) {
  const missing = missingOf(sheet, answers);
  const homework_id = queryValue("homework");
  const finish = useSave(async () => {
    await auto.flush();
    auto.stop();
    const finished = await put("/api/worksheet-entries/{worksheet_entry_id}", { answers, finished: true }, { path: { worksheet_entry_id: entry.id } });
    const client_id = me.peek()?.id;
    if (homework_id && client_id) await post("/api/clients/{client_id}/homework/{homework_id}/done", { entry_id: entry.id }, { path: { client_id, homework_id } });
    onFinished(finished);
  });
  return (
    <>
      <AnswerSheet sheet={sheet} answers={answers} level={2} blanks onChange={turn} />
      <LitArea>
        {missing.length > 0 && <p>{t.count("missing", missing.length)} {missing.map((part) => say(part.label)).join(" · ")}</p>}
        {missing.length === 0 && <p>{t(homework_id ? "finish_homework" : "finish_about")}</p>}
        {finish.error !== undefined && <Failed error={finish.error} />}
        <Actions>
          {missing.length === 0 ? <Button busy={finish.busy && t("finishing")} onClick={() => finish.run()}>{t("finish")}</Button> : <Button onClick={() => turn(sheet.pages.findIndex((page) => page.parts?.includes(missing[0]!)))}>{t("to_missing")}</Button>}
          <a href="/worksheets">{t("stop")}</a>
        </Actions>
      </LitArea>
    </>
  );
}

function Fill({ entry, sheet, onFinished }: Loaded & { onFinished: (entry: WorksheetEntry) => void }) {
  const [answers, keep, forget] = useDraft<Answers>(`worksheet-${entry.id}`, entry.answers, { autosaved: true });
  const [place, setPlace] = useState(() => pageToOpen(sheet, answers));
  const auto = useAutosave(entry.answers, (value) => put("/api/worksheet-entries/{worksheet_entry_id}", { answers: value, finished: false }, { path: { worksheet_entry_id: entry.id } }));
  useEffect(() => {
    if (answers !== entry.answers) auto.changed(answers);
  }, []);
  const change = (next: Answers) => (keep(next), auto.changed(next));
  const turn = (to: number) => {
    void auto.flush();
    setPlace(to);
  };
  const opened = useRef(place);
  useEffect(() => {
    if (opened.current !== place) focusHeading();
    opened.current = place;
  }, [place]);
  const page = sheet.pages[place];
  const filling = { entry, sheet, answers, change, auto, turn };
  return (
    <Page title={page ? say(page.title) : t("review")} lead={page ? t("page_of", { title: say(sheet.title), page: place + 1, pages: sheet.pages.length }) : say(sheet.title)} task>
      <div class={isExercise(sheet) ? "exercise stack" : "stack"}>
        {page ? <Parts key={place} {...filling} page={page} place={place} /> : <Review {...filling} onFinished={(finished) => (forget(), onFinished(finished))} />}
        {isExercise(sheet) && <Actions><Button look="quiet" onClick={leaveSite}>{t("leave_at_once")}</Button></Actions>}
      </div>
    </Page>
  );
}

function Finished({ entry, sheet, set, onChange }: Loaded & { set: (entry: WorksheetEntry) => void; onChange: () => void }) {
  const share = async (shared: boolean) => set(await put("/api/worksheet-entries/{worksheet_entry_id}/sharing", { shared }, { path: { worksheet_entry_id: entry.id } }));
  return (
    <Page title={say(sheet.title)} lead={dayAndTime({ start: entry.local, zone_name: entry.zone_name })} task>
      <Notice kind="ok"><p>{t(queryValue("homework") ? "finished_homework" : "finished")}</p></Notice>
      <AnswerSheet sheet={sheet} answers={entry.answers} level={2} />
      <Actions><Button look="quiet" onClick={onChange}>{t("change_answers")}</Button></Actions>
      <ShareSwitch entry={entry} kind="worksheets" onShare={share} />
      <p><a class="lone" href={queryValue("homework") ? "/homework" : "/worksheets"}>{t(queryValue("homework") ? "back_homework" : "back")}</a></p>
    </Page>
  );
}

/** A worksheet being filled in, page by page; read, shared or changed once it is finished. */
export default function EntryPage({ params }: PageProps) {
  const id = params.worksheet_entry_id!;
  const { data, error, again, set } = useLoad(() => load(id), [id]);
  const [changing, setChanging] = useState(false);
  if (!data) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_one")} />}</Page>;
  const put = (entry: WorksheetEntry) => (set({ ...data, entry }), setChanging(false));
  if (data.entry.finished && !changing) return <Finished {...data} set={put} onChange={() => setChanging(true)} />;
  return <Fill {...data} onFinished={put} />;
}
