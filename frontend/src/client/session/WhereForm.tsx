import { useState } from "preact/hooks";
import { put } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/session";
import { loadMe, me } from "../../shared/session/me";
import { stateOptions } from "../../shared/states";
import { Actions, AnswerList, Button, Failed, Field, FormErrors, LitArea, Select, useSave } from "../../shared/ui";
import { NotLicensed } from "./NotLicensed";
import { sentBack, type Wish } from "./prepared";

const t = words<typeof en>("session");

interface Form {
  state: string;
  alone: string | null;
  place: string;
  phone: string;
}

function problemsOf({ state, alone }: Form): string[] {
  return [...(state ? [] : [t("state_missing")]), ...(alone ? [] : [t("alone_missing")])];
}

/** Keep a changed number for when the line drops. */
async function keepPhone(phone: string): Promise<void> {
  if (phone === (me.peek()?.phone ?? "")) return;
  await put("/api/me", { phone });
  await loadMe();
}

/** What was said last time; empty where it was not. */
export interface Earlier {
  state: string;
  place: string;
}

/** Where the person is now, whether they are alone, and their number: asked at every session. */
export function WhereForm({ therapist, earlier, onSaid }: { therapist: string; earlier: Earlier; onSaid: (wish: Wish) => Promise<void> }) {
  const [form, setForm] = useState<Form>({ state: me.value?.home_state ?? "", alone: null, place: earlier.place, phone: me.value?.phone ?? "" });
  const [before] = useState(sentBack);
  const [tried, setTried] = useState("");
  const [errors, setErrors] = useState<string[]>([]);
  const set = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const save = useSave(async () => {
    setTried(form.state);
    await keepPhone(form.phone.trim());
    await onSaid({ location_state: form.state, private: form.alone === "yes", place: form.place.trim() || null });
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const problems = problemsOf(form);
    setErrors(problems);
    if (!problems.length) void save.run();
  };
  const refusal = save.error ?? before;
  const notLicensed = refusal instanceof ApiError && refusal.code === "not_licensed_there" ? refusal : undefined;
  return (
    <LitArea eyebrow={t("next")} title={t("where_title")}>
      <form class="form" onSubmit={submit} noValidate>
        <FormErrors errors={errors} />
        {notLicensed && <NotLicensed details={notLicensed.details} state={tried || earlier.state} therapist={therapist} />}
        {save.error !== undefined && !notLicensed && <Failed error={save.error} />}
        <Select label={t("state")} hint={t("state_hint", { name: therapist })} name="location-state" options={stateOptions()} empty={t("choose_state")} value={form.state} onValue={(state) => set({ state })} />
        <AnswerList name="alone" legend={t("alone")} value={form.alone} onValue={(alone) => set({ alone })} options={[{ value: "yes", label: t("alone_yes") }, { value: "no", label: t("alone_no") }]} />
        {form.alone === "no" && <p role="status">{t("not_alone", { name: therapist })}</p>}
        <Field label={t("place")} hint={t("place_hint", { name: therapist })} name="place" autocomplete="street-address" maxLength={300} value={form.place} onValue={(place) => set({ place })} />
        <Field label={t("phone")} hint={t("phone_hint")} type="tel" short name="tel" autocomplete="tel" maxLength={23} value={form.phone} onValue={(phone) => set({ phone })} />
        <Actions><Button type="submit" busy={save.busy && t("going_in")}>{t("go_in")}</Button></Actions>
      </form>
    </LitArea>
  );
}
