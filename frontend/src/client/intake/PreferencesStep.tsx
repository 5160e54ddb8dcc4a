import { useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/intake";
import { practice } from "../../shared/practice";
import { go } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { me } from "../../shared/session/me";
import { stateName, stateOptions } from "../../shared/states";
import { Area, Button, Chips, Facts, Field, Select, useSave } from "../../shared/ui";
import { payerName } from "../matching/reasons";
import { type Answers, answers } from "../start/answers";
import { type Draft, type Intake, onward, saveIntake } from "./draft";
import { StepFrame } from "./StepFrame";

const t = words<typeof en>("intake");
const c = words<typeof common>("common");

type Kept = NonNullable<Draft["preferences"]>;

interface Wishes {
  state: string;
  age_group: string;
  format: string;
  payer: string;
  budget: string;
  language: string;
  times: string[];
  therapist_gender: string;
  approaches: string[];
  wishes: string;
}

/** What was kept; else what the same person said in this tab before they had an account, and their profile. */
function shownWishes(kept: Kept | undefined): Wishes {
  const said: Answers = kept ? { concerns: [] } : answers.peek();
  return {
    state: kept?.state ?? said.state ?? me.value?.home_state ?? "",
    age_group: kept?.age_group ?? said.age_group ?? "",
    format: kept?.format ?? said.format ?? "",
    payer: kept?.payer ?? said.payer ?? "",
    budget: kept?.budget_cents == null ? "" : String(kept.budget_cents / 100),
    language: kept?.language ?? said.language ?? me.value?.language ?? "",
    times: kept?.times ?? [],
    therapist_gender: kept?.therapist_gender ?? "",
    approaches: kept?.approaches ?? [],
    wishes: kept?.wishes ?? "",
  };
}

/** Dollars as people write them to cents; null where none are given or they cannot be read. */
function cents(text: string): number | null {
  const dollars = Number(text.replace(/[$,\s]/g, ""));
  return text.trim() && Number.isFinite(dollars) && dollars >= 0 ? Math.round(dollars * 100) : null;
}

function toKeep(wishes: Wishes): Kept {
  const { budget, times, approaches, wishes: words, ...codes } = wishes;
  const given = Object.fromEntries(Object.entries(codes).map(([name, value]) => [name, value || null]));
  return { ...given, times, approaches, wishes: words, budget_cents: wishes.payer === "self_pay" ? cents(budget) : null } as Kept;
}

/** What was said before there was an account, not asked again unless they want to change it. */
function Told({ kept, change }: { kept: Kept; change: () => void }) {
  const named = (key: string, code: string | null | undefined) => (code ? (t.code(key, code) ?? code) : null);
  const facts: [string, string | null | undefined][] = [
    [t("preferences_state"), kept.state && stateName(kept.state)],
    [t("preferences_age_group"), named("age_group", kept.age_group)],
    [t("preferences_format"), named("format", kept.format)],
    [t("preferences_payer"), kept.payer && (t.code("payer", kept.payer) ?? payerName(kept.payer))],
    [t("preferences_language"), named("language", kept.language)],
  ];
  return (
    <div class="stack-tight">
      <p>{t("preferences_told")}</p>
      <Facts items={facts.filter((fact): fact is [string, string] => Boolean(fact[1]))} />
      <div><Button look="quiet" onClick={change}>{t("preferences_change")}</Button></div>
    </div>
  );
}

const options = (key: string, codes: string[]) => codes.map((code) => ({ value: code, label: t.code(key, code) ?? code }));

/** What the matching goes by: every wish can be left open. */
export function PreferencesStep({ view }: { view: Intake }) {
  const kept = view.draft.preferences;
  const [changing, setChanging] = useState(false);
  const [wishes, setWishes, forget] = useDraft<Wishes>("intake-preferences", shownWishes(kept));
  const change = (part: Partial<Wishes>) => setWishes({ ...wishes, ...part });
  const save = useSave(async (then: string | null) => {
    const next = await saveIntake({ preferences: toKeep(wishes) });
    forget();
    go(then ?? (next.status === "submitted" ? "/matches" : onward(next, "preferences")));
  });
  const payers = (practice.value?.payers ?? []).map(({ code, name }) => ({ value: code, label: t.code("payer", code) ?? name }));
  const any = t("no_wish");
  return (
    <StepFrame view={view} step="preferences" ready={() => true} save={save} touched why={t("preferences_why")}>
      <h1 tabIndex={-1}>{t("preferences_title")}</h1>
      {kept?.carried && !changing ? <Told kept={kept} change={() => setChanging(true)} /> : (
        <>
          <Select label={t("preferences_state")} hint={t("preferences_state_hint")} value={wishes.state} onValue={(state) => change({ state })} options={stateOptions()} empty={c("choose")} />
          <Select label={t("preferences_age_group")} value={wishes.age_group} onValue={(age_group) => change({ age_group })} options={options("age_group", ["adult", "senior", "teen", "couple", "family"])} empty={any} />
          <Select label={t("preferences_format")} value={wishes.format} onValue={(format) => change({ format })} options={options("format", ["video", "audio", "text", "in_person"])} empty={any} />
          <Select label={t("preferences_payer")} value={wishes.payer} onValue={(payer) => change({ payer })} options={payers} empty={any} />
          <Select label={t("preferences_language")} value={wishes.language} onValue={(language) => change({ language })} options={options("language", ["en", "es"])} empty={any} />
        </>
      )}
      {wishes.payer === "self_pay" && <Field label={t("preferences_budget")} hint={t("preferences_budget_hint")} value={wishes.budget} onValue={(budget) => change({ budget })} inputMode="decimal" short />}
      <Chips legend={t("preferences_times")} name="times" options={options("time", ["morning", "afternoon", "evening", "weekend"])} chosen={wishes.times} onChosen={(times) => change({ times })} />
      <Select label={t("preferences_therapist_gender")} hint={t("preferences_therapist_gender_hint")} value={wishes.therapist_gender} onValue={(therapist_gender) => change({ therapist_gender })} options={options("therapist_gender", ["woman", "man", "nonbinary"])} empty={any} />
      <Chips legend={t("preferences_approaches")} name="approaches" options={options("approach", ["CBT", "ACT", "DBT"])} chosen={wishes.approaches} onChosen={(approaches) => change({ approaches })} />
      <Area label={t("preferences_wishes")} hint={t("preferences_wishes_hint")} value={wishes.wishes} onValue={(text) => change({ wishes: text })} maxLength={4000} rows={3} />
    </StepFrame>
  );
}
