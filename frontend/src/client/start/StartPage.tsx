import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/start";
import { loadPractice, practice } from "../../shared/practice";
import { go, type PageProps } from "../../shared/router";
import { stateOptions } from "../../shared/states";
import { AnswerList, Chips, Failed, Loading, type Option, Page, Select, useLoad } from "../../shared/ui";
import { answer, type Answers, answers, concernCodes, namesDanger } from "./answers";
import { CrisisNow, Question } from "./Question";

const t = words<typeof en>("start");
const c = words<typeof common>("common");

function options(key: string, codes: string[]): Option[] {
  return codes.map((code) => ({ value: code, label: t.code(key, code) ?? code }));
}

/** Whether somebody is safe comes first; anything but yes shows crisis help at once and blocks nothing. */
function SafeNow() {
  const [silent, setSilent] = useState(false);
  const said = answers.value.safe_now;
  const help = said === "no" || said === "unsure" || (silent && !said);
  const question = (
    <Question step={1} why={t("safe_why")} answered onward={help ? t("go_on_anyway") : undefined} above={help && <CrisisNow lead={said ? undefined : t("crisis_no_answer")} />}>
      {() => <AnswerList title legend={t("safe_title")} name="safe_now" options={options("safe", ["yes", "unsure", "no"])} value={said ?? null} onValue={(value) => answer({ safe_now: value as Answers["safe_now"] })} />}
    </Question>
  );
  // Going on without an answer counts as not sure: help first, then on.
  const holdOnce = (event: Event) => {
    if (said || silent) return;
    event.preventDefault();
    event.stopPropagation();
    setSilent(true);
  };
  return <div onSubmitCapture={holdOnce}>{question}</div>;
}

function Concerns() {
  const { concerns } = answers.value;
  return (
    <Question step={2} why={t("concerns_why")} answered above={namesDanger(concerns) && <CrisisNow />}>
      {() => <Chips title legend={t("concerns_title")} hint={t("concerns_hint")} name="concerns" options={options("concern", concernCodes)} chosen={concerns} onChosen={(chosen) => answer({ concerns: chosen })} />}
    </Question>
  );
}

function Who() {
  const { age_group } = answers.value;
  return (
    <Question step={3} why={t("who_why")} answered={age_group !== undefined}>
      {(error) => <AnswerList title legend={t("who_title")} name="age_group" options={options("who", ["adult", "senior", "teen", "couple", "family"])} value={age_group ?? null} onValue={(value) => answer({ age_group: value as Answers["age_group"] })} error={error} />}
    </Question>
  );
}

function State() {
  const { state } = answers.value;
  return (
    <Question step={4} why={t("state_why")} answered={Boolean(state)}>
      {(error) => (
        <>
          <h1 tabIndex={-1}>{t("state_title")}</h1>
          <Select label={t("state_label")} options={stateOptions()} empty={c("choose")} value={state ?? ""} onValue={(value) => answer({ state: value })} error={error} name="state" autocomplete="address-level1" />
        </>
      )}
    </Question>
  );
}

function Format() {
  const { format } = answers.value;
  return (
    <Question step={5} why={t("format_why")} answered={format !== undefined}>
      {(error) => <AnswerList title legend={t("format_title")} name="format" options={options("format", ["video", "audio", "text", "in_person"])} value={format ?? null} onValue={(value) => answer({ format: value as Answers["format"] })} error={error} />}
    </Question>
  );
}

/** The practice's payers; paying oneself is always possible and named in the page's language. */
function waysToPay(payers: { code: string; name: string }[]): Option[] {
  const plans = payers.filter(({ code }) => code !== "self_pay").map(({ code, name }) => ({ value: code, label: name }));
  return [...plans, { value: "self_pay", label: t("pay_self") }];
}

function Pay() {
  const { payer } = answers.value;
  const { error: failed, again } = useLoad(loadPractice, []);
  const payers = practice.value?.payers;
  if (!payers) return <Page title={t("pay_title")} task>{failed ? <Failed error={failed} again={again} /> : <Loading what={t("getting_payers")} />}</Page>;
  return (
    <Question step={6} why={t("pay_why")} answered={payer !== undefined}>
      {(error) => <AnswerList title legend={t("pay_title")} name="payer" options={waysToPay(payers)} value={payer ?? null} onValue={(value) => answer({ payer: value })} error={error} />}
    </Question>
  );
}

function Spoken() {
  const { language } = answers.value;
  return (
    <Question step={7} why={t("language_why")} answered={language !== undefined}>
      {(error) => <AnswerList title legend={t("language_title")} name="language" options={options("language", ["en", "es"])} value={language ?? null} onValue={(value) => answer({ language: value })} error={error} />}
    </Question>
  );
}

const steps: Record<string, ComponentType> = { 1: SafeNow, 2: Concerns, 3: Who, 4: State, 5: Format, 6: Pay, 7: Spoken };

/** What brings you: seven questions, one a page, held in this page only. Whether somebody is safe cannot be passed over. */
export default function StartPage({ params }: PageProps) {
  const step = params.step ?? "";
  const Step = step === "1" || answers.value.began ? steps[step] : undefined;
  const known = Step !== undefined;
  useEffect(() => {
    if (!known) go("/start/1", { replace: true });
  }, [known]);
  return Step ? <Step /> : null;
}
