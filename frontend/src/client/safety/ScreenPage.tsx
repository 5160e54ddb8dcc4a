import { useEffect, useState } from "preact/hooks";
import { get, put } from "../../shared/api/client";
import { language, words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/screen";
import { go } from "../../shared/router";
import { dayAndTime } from "../../shared/time";
import { Actions, AnswerList, Button, Disclosure, Failed, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { CrisisLines } from "../../shared/ui/CrisisHelp";
import { atHome } from "../hereAndNow";
import { intake, leaveScreenFor } from "../intake/draft";
import { type Instrument, loadInstrument } from "../intake/instruments";
import { CrisisNow } from "./CrisisNow";
import { afterScreen, bodyOf, isAcute, nextQuestion, type Question, type Said, type Screen } from "./screenState";

const t = words<typeof en>("screen");
const c = words<typeof common>("common");

interface Loaded {
  screen: Screen;
  asq: Instrument;
}

async function load(): Promise<Loaded> {
  const [screen, asq] = await Promise.all([get("/api/safety/screen"), loadInstrument("asq")]);
  return { screen, asq };
}

/** The words of one question, as published: never translated, never changed. */
function textOf(asq: Instrument, question: Exclude<Question, null>): string {
  return question === "acute" ? asq.acuity!.text : asq.items[question]!.text;
}

interface AskProps extends Loaded {
  question: Exclude<Question, null>;
  onScreen: (screen: Screen) => void;
  onAcute: (said: Said) => void;
}

/** One question. The next one comes when the answer is kept. */
function Ask({ screen, asq, question, onScreen, onAcute }: AskProps) {
  const [said, setSaid] = useState<Said | null>(null);
  const [missing, setMissing] = useState(false);
  const save = useSave(async (answer: Said) => onScreen(await put("/api/safety/screen", bodyOf(question, answer))));
  useEffect(() => document.querySelector<HTMLElement>("main h1")?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(said === null);
    if (said === null) return;
    if (isAcute(question, said)) onAcute(said);
    else void save.run(said);
  };
  const first = question === 0 && screen.answers.every((answer) => answer === null);
  return (
    <Page task>
      <p class="second">{t(first ? "everyone" : "still_everyone")}</p>
      <LitArea>
        <form onSubmit={submit} class="stack">
          <div lang="en">
            <AnswerList title legend={textOf(asq, question)} name="answer" value={said} onValue={(value) => setSaid(value as Said)}
              options={asq.answers.map(({ value, text }) => ({ value: String(value), label: text }))} error={missing ? t("pick_one") : null} />
          </div>
          <Disclosure summary={c("why_we_ask")}><p>{t("why")}</p></Disclosure>
          {save.error !== undefined && <><Failed error={save.error}>{t("save_failed")}</Failed><CrisisLines /></>}
          <Actions><Button type="submit" busy={save.busy && c("saving")}>{c("continue")}</Button></Actions>
        </form>
      </LitArea>
      <p class="second small">{t("any_time")} <a href="tel:988">{t("call_988")}</a></p>
    </Page>
  );
}

/** Nothing is left to ask: what happens now, in plain words. */
function Answered({ screen }: { screen: Screen }) {
  useEffect(() => document.querySelector<HTMLElement>("main h1")?.focus(), []);
  const due = screen.due_by && atHome(screen.due_by);
  const leave = () => {
    const to = afterScreen.value ?? leaveScreenFor();
    afterScreen.value = null;
    go(to);
  };
  return (
    <Page title={t("thanks")} task>
      {screen.safety === "positive" && (
        <>
          <p>{due ? t("read_by", { time: dayAndTime(due) }) : t("read_soon")}</p>
          <Notice title={t("until_then")} live={false}>
            <p>{t(screen.on_call ? "not_watched" : "nobody_watching")}</p>
            <CrisisLines />
          </Notice>
        </>
      )}
      <Actions><Button onClick={leave}>{c("continue")}</Button></Actions>
    </Page>
  );
}

/** Questions without approved wording in the reader's language are not translated: help first, English for whoever wants it. */
function OnlyEnglish({ open, onEnglish }: { open: boolean; onEnglish: () => void }) {
  return (
    <Page title={t("english_title")} lead={t("english_lead")} task>
      <CrisisLines />
      <Actions>
        <Button onClick={onEnglish}>{t("english_answer")}</Button>
        {!open && <a href={leaveScreenFor("asq")}>{t("english_skip")}</a>}
      </Actions>
    </Page>
  );
}

/** The risk screen: asked of everybody, one question a page, no count and no way back. Nothing that fails here hides help. */
export default function ScreenPage() {
  const { data, error, again, set } = useLoad(load, []);
  const [acute, setAcute] = useState<Said | null>(null);
  const [inEnglish, setInEnglish] = useState(false);
  if (acute) return <CrisisNow said={acute} screen={null} />;
  if (!data) {
    return (
      <Page title={t("title")} task>
        {error !== undefined ? <><Failed error={error} again={again} /><CrisisLines /></> : <Loading what={t("getting")} />}
      </Page>
    );
  }
  const { screen, asq } = data;
  if (screen.safety === "acute") return <CrisisNow said={null} screen={screen} />;
  const question = nextQuestion(screen);
  if (question === null) return <Answered screen={screen} />;
  const unworded = !asq.languages.includes(language.value) || intake.value?.english_only.includes("asq");
  if (unworded && !inEnglish) return <OnlyEnglish open={screen.safety === "open"} onEnglish={() => setInEnglish(true)} />;
  return <Ask key={question} screen={screen} asq={asq} question={question} onAcute={setAcute} onScreen={(next) => set({ screen: next, asq })} />;
}
