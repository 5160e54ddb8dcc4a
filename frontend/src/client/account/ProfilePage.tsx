import { useState } from "preact/hooks";
import { put } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/account";
import type common from "../../shared/i18n/en/common";
import { go } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { loadMe, me, type Me } from "../../shared/session/me";
import { Actions, Button, Failed, FormErrors, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { formOf, missingIn, type ProfileForm, updateOf } from "./profileForm";
import { Contact, Who } from "./ProfileParts";

const t = words<typeof en>("account");
const c = words<typeof common>("common");

const refusals: Record<string, string> = { birth_date: "profile_bad_date", phone: "profile_bad_phone" };

/** A sentence for what the API did not take, or undefined where it is not about the form. */
function refusal(error: unknown): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === "too_young") return t("profile_too_young");
  if (error.status === 409) return t("profile_changed");
  const key = refusals[String(error.details.field ?? "")];
  return key && t(key as keyof typeof en);
}

export default function ProfilePage() {
  const { data, error, again } = useLoad(loadMe, []);
  return (
    <Page title={t("profile_title")} lead={data?.role === "guardian" ? t("profile_needed") : `${t("profile_seen")} ${t("profile_needed")}`} task>
      {data ? <ProfileEditor facts={data} /> : error ? <Failed error={error} again={again} /> : <Loading what={t("getting_profile")} />}
    </Page>
  );
}

function ProfileEditor({ facts }: { facts: Me }) {
  const detected = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [form, setForm, forget] = useDraft<ProfileForm>("profile", formOf(facts, detected));
  const [missing, setMissing] = useState<Record<string, string>>({});
  const set = (part: Partial<ProfileForm>) => setForm({ ...form, ...part });
  const save = useSave(async () => {
    me.value = await put("/api/me", updateOf(form, language.peek()));
    forget();
    go("/home");
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const found = missingIn(form, facts.remind_by_sms);
    setMissing(found);
    if (!Object.keys(found).length) void save.run();
  };
  const at = (field: string) => missing[field] && t(missing[field] as keyof typeof en);
  const refused = refusal(save.error);
  const parts = { form, set, at, detected };
  return (
    <LitArea>
      <form class="form" onSubmit={submit} noValidate>
        <FormErrors errors={refused ? [refused] : Object.keys(missing).map((field) => at(field)!)} />
        {save.error !== undefined && !refused && <Failed error={save.error} />}
        <Who {...parts} />
        <Contact {...parts} />
        <Actions><Button type="submit" busy={save.busy && c("saving")}>{c("save")}</Button></Actions>
      </form>
    </LitArea>
  );
}
