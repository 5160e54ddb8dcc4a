import { useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { once } from "../../shared/api/once";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_intake";
import { useDraft } from "../../shared/session/drafts";
import { dayAndTime } from "../../shared/time";
import { Actions, AnswerList, Area, Button, Failed, Field, FormErrors, Loading, useLoad, useSave } from "../../shared/ui";
import { mine } from "../staff";
import { type Level, levelOptions } from "./levels";

const t = words<typeof en>("staff_intake");

type Found = Answer<"/api/clients/{client_id}/assessments", "get">["items"][number];

interface Draft {
  level: Level | null;
  plan: Found["plan"] | null;
  minutes: string;
  note: string;
}

type Missing = "level" | "plan" | "minutes" | "note";

export function missingOf(draft: Pick<Draft, Missing>): Missing[] {
  const minutes = Number(draft.minutes);
  const asked: [Missing, boolean][] = [
    ["level", draft.level === null],
    ["plan", draft.plan === null],
    ["minutes", !Number.isInteger(minutes) || minutes < 5 || minutes > 120],
    ["note", draft.note.trim() === ""],
  ];
  return asked.filter(([, missing]) => missing).map(([name]) => name);
}

interface FormProps {
  client_id: string;
  /** How long they were to meet. */
  minutes: number;
  onRecorded: (found: Found) => void;
}

function Form({ client_id, minutes, onRecorded }: FormProps) {
  const blank: Draft = { level: null, plan: null, minutes: String(minutes), note: "" };
  const [draft, setDraft, forget] = useDraft<Draft>(`assessment-${client_id}`, blank);
  const [missing, setMissing] = useState<Missing[]>([]);
  const save = useSave(async () => {
    const entry = { level: draft.level!, plan: draft.plan!, minutes: Number(draft.minutes), note: draft.note.trim() };
    const found = await once(`assessment-${client_id}`, entry, (body, idempotencyKey) => post("/api/clients/{client_id}/assessments", body, { path: { client_id }, idempotencyKey }));
    setDraft(blank);
    forget();
    onRecorded(found);
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const error = (name: Missing) => (missing.includes(name) ? t(`missing_${name}`) : null);
  const submit = (event: Event) => {
    event.preventDefault();
    const open = missingOf(draft);
    setMissing(open);
    if (!open.length) void save.run();
  };
  const plans = (["continue", "refer"] as const).map((plan) => ({ value: plan, label: t(`plan_${plan}`) }));
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <FormErrors errors={missing.map((name) => t(`missing_${name}`))} />
      <AnswerList legend={t("level")} name="level" options={levelOptions()} value={draft.level} onValue={(level) => change({ level: level as Level })} error={error("level")} />
      <AnswerList legend={t("plan")} name="plan" options={plans} value={draft.plan} onValue={(plan) => change({ plan: plan as Draft["plan"] })} error={error("plan")} />
      <Field label={t("minutes")} short inputMode="numeric" value={draft.minutes} onValue={(value) => change({ minutes: value })} error={error("minutes")} />
      <Area label={t("note")} hint={t("note_hint")} rows={5} maxLength={20_000} value={draft.note} onValue={(note) => change({ note })} error={error("note")} />
      {save.error !== undefined && <Failed error={save.error} />}
      <Actions><Button type="submit" busy={save.busy && t("recording")}>{t("record")}</Button></Actions>
    </form>
  );
}

/** What clinicians found in intake assessments, newest first, and the form to record one. */
export function Assessment({ client_id, minutes = 60 }: { client_id: string; minutes?: number }) {
  const { data, error, again, set } = useLoad(() => get("/api/clients/{client_id}/assessments", { path: { client_id } }), [client_id]);
  if (!data) return error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_found")} />;
  return (
    <div class="stack">
      {data.items.length === 0 && <p class="second">{t("not_recorded")}</p>}
      {data.items.map((one) => (
        <section key={one.id} class="stack-tight">
          <p role="status">{t("found", { when: dayAndTime(mine(one.at)), minutes: one.minutes, level: t.code("level", one.level) ?? one.level })} <strong>{t(`plan_${one.plan}`)}</strong></p>
          <p class="voice">{one.note}</p>
        </section>
      ))}
      <Form client_id={client_id} minutes={minutes} onRecorded={(found) => set({ ...data, items: [found, ...data.items] })} />
    </div>
  );
}
