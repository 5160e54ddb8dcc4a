import { useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { looksLikeEmail } from "../../shared/auth/problems";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_people";
import { useDraft } from "../../shared/session/drafts";
import { loadMe, me } from "../../shared/session/me";
import { dayOf } from "../../shared/time";
import { Actions, Button, Failed, Field, FormErrors, LitArea, Loading, Notice, Page, Rows, Select, useLoad, useSave } from "../../shared/ui";
import { mine } from "../staff";

const t = words<typeof en>("staff_people");

type Colleague = Answer<"/api/staff", "get">["items"][number];
type Role = Colleague["role"];

async function load() {
  if (!me.peek()) await loadMe();
  return (await get("/api/staff")).items;
}

const blank = { email: "", name: "", role: "provider" as Role };

function Invite({ onInvited }: { onInvited: (name: string) => void }) {
  const [form, setForm, forget] = useDraft("invitation", blank);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const save = useSave(async () => {
    await post("/api/staff", { email: form.email.trim(), name: form.name.trim(), role: form.role });
    setForm(blank);
    forget();
    onInvited(form.name.trim());
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const found = { ...(form.name.trim() ? {} : { name: t("need_name") }), ...(looksLikeEmail(form.email) ? {} : { email: t("need_email") }) };
    setWrong(found);
    if (!Object.keys(found).length) void save.run();
  };
  const known = save.error instanceof ApiError && save.error.code === "already_staff";
  return (
    <LitArea title={t("invite_title")}>
      <form class="form" onSubmit={submit} noValidate>
        <FormErrors errors={known ? [t("already_staff")] : Object.values(wrong)} />
        {save.error !== undefined && !known && <Failed error={save.error} />}
        <Field label={t("name")} name="name" value={form.name} onValue={(name) => setForm({ ...form, name })} error={wrong.name} maxLength={120} />
        <Field label={t("email")} type="email" name="email" value={form.email} onValue={(email) => setForm({ ...form, email })} error={wrong.email} />
        <Select label={t("role")} name="role" value={form.role} onValue={(role) => setForm({ ...form, role: role as Role })} options={(["provider", "admin"] as const).map((value) => ({ value, label: t.code("role", value)! }))} />
        <p class="small second">{t("invite_note")}</p>
        <Actions><Button type="submit" busy={save.busy && t("inviting")}>{t("invite")}</Button></Actions>
      </form>
    </LitArea>
  );
}

function Person({ one, onAgain }: { one: Colleague; onAgain: (name: string) => void }) {
  const mail = useSave(async () => {
    await post("/api/staff/{staff_id}/invite", undefined, { path: { staff_id: one.staff_id } });
    onAgain(one.name || one.email);
  });
  return (
    <li>
      <div>
        <strong>{one.name || one.email}</strong>
        <div class="small second">{t.code("role", one.role)}. {one.signed_in_at ? t("came_in", { day: dayOf(mine(one.signed_in_at).start) }) : t("pending", { day: dayOf(mine(one.invited_at).start) })}</div>
        {one.name && <div class="small second">{one.email}</div>}
        {mail.error !== undefined && <Failed error={mail.error} />}
      </div>
      {!one.signed_in_at && <Button look="quiet" busy={mail.busy && t("inviting")} onClick={() => mail.run()}>{t("invite_again")}<span class="visually-hidden"> {one.name}</span></Button>}
    </li>
  );
}

/** Everybody of the staff, invitations that wait first; an account here exists by invitation only. */
export default function PeoplePage() {
  const { data, error, again } = useLoad(load, []);
  const [invited, setInvited] = useState("");
  const told = (name: string) => (setInvited(name), again());
  return (
    <Page title={t("people_title")} lead={t("people_lead")} task>
      {invited && <Notice><p>{t("invited", { name: invited })}</p></Notice>}
      <Invite onInvited={told} />
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting_people")} />}
      {data && data.length > 0 && (
        <section class="stack-tight">
          <h2>{t("people_here")}</h2>
          <Rows label={t("people_here")}>{data.map((one) => <Person key={one.staff_id} one={one} onAgain={told} />)}</Rows>
        </section>
      )}
    </Page>
  );
}
