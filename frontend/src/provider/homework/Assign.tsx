import { useState } from "preact/hooks";
import { post } from "../../shared/api/client";
import { once } from "../../shared/api/once";
import { type Homework, measures, type Titles, titleOf } from "../../shared/homework/homework";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_homework";
import { useDraft } from "../../shared/session/drafts";
import { Area, Button, Failed, Field, FormErrors, Select, useSave } from "../../shared/ui";

const t = words<typeof en>("staff_homework");
const kinds = ["worksheet", "reading", "measure", "task"] as const;
type Kind = (typeof kinds)[number];

const blank = { kind: "worksheet" as Kind, ref: "", task: "", note: "", due_on: "" };

/** What can be given of a kind. */
function choices(kind: Exclude<Kind, "task">, titles: Titles): { value: string; label: string }[] {
  if (kind === "measure") return measures.map((ref) => ({ value: ref, label: titleOf({ kind, ref, task: "" }, titles) }));
  return Object.entries(titles[kind]).filter(([value]) => !titles.archived?.has(value)).map(([value, label]) => ({ value, label })).sort((one, other) => one.label.localeCompare(other.label));
}

/** A worksheet, a text, a check-in or a task in words, perhaps with a day. */
export function Assign({ client_id, titles, onAssigned }: { client_id: string; titles: Titles; onAssigned: (item: Homework) => void }) {
  const [wish, setWish, forget] = useDraft(`assign-${client_id}`, blank);
  const [problem, setProblem] = useState<string | null>(null);
  const [given, setGiven] = useState(false);
  const change = (part: Partial<typeof blank>) => {
    setWish({ ...wish, ...part });
    setGiven(false);
  };
  const save = useSave(async () => {
    const { kind, ref, task, note, due_on } = wish;
    const body = { kind, ref: kind === "task" ? null : ref, task: kind === "task" ? task : "", note, due_on: due_on || null };
    onAssigned(await once(`homework-${client_id}`, body, (given, idempotencyKey) => post("/api/clients/{client_id}/homework", given, { path: { client_id }, idempotencyKey })));
    setWish(blank);
    forget();
    setGiven(true);
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = wish.kind === "task" ? !wish.task.trim() && t("task_missing") : !wish.ref && t("ref_missing");
    setProblem(wrong || null);
    if (!wrong) void save.run();
  };
  return (
    <form class="form" onSubmit={submit}>
      <FormErrors errors={problem ? [problem] : []} />
      <Select label={t("kind")} options={kinds.map((kind) => ({ value: kind, label: t(`kind_${kind}`) }))} value={wish.kind} onValue={(kind) => change({ kind: kind as Kind, ref: "" })} />
      {wish.kind === "task" ? <Field label={t("task")} maxLength={300} value={wish.task} onValue={(task) => change({ task })} /> : <Select label={t("which")} empty={t("choose")} options={choices(wish.kind, titles)} value={wish.ref} onValue={(ref) => change({ ref })} />}
      <Area label={t("note")} hint={t("note_hint")} rows={3} maxLength={2000} value={wish.note} onValue={(note) => change({ note })} />
      <Field type="date" label={t("due_on")} hint={t("due_on_hint")} short value={wish.due_on} onValue={(due_on) => change({ due_on })} />
      {save.error !== undefined && <Failed error={save.error} />}
      <Button type="submit" busy={save.busy && t("giving")}>{t("give")}</Button>
      <p role="status" class="second small">{given ? t("given") : ""}</p>
    </form>
  );
}
