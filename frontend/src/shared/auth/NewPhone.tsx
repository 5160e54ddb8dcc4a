import { useState } from "preact/hooks";
import { type Answer, post } from "../api/client";
import { language, words } from "../i18n";
import type en from "../i18n/en/recovery";
import { sessionPool } from "../session/session";
import { dayAndTime } from "../time";
import { Actions, Button, Failed, Field, FormErrors, Notice, useSave } from "../ui";
import { looksLikeEmail } from "./problems";

const t = words<typeof en>("recovery");
const phoneNumber = /^[+0-9][0-9 ().-]{5,22}$/;

/** Asks the practice for a call, so that a new phone can be connected. Says the same whether there is such an account or not. */
export function NewPhone() {
  const [email, setEmail] = useState("");
  const [phone, setPhone] = useState("");
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState<Answer<"/api/second-factor", "post"> | null>(null);
  const save = useSave(async () => {
    setAsked(await post("/api/second-factor", { email: email.trim(), phone: phone.trim(), staff: sessionPool() === "staff", language: language.peek() }));
  });
  if (asked) {
    return (
      <Notice title={t("asked_title")}>
        <p>{t("asked_text", { when: dayAndTime({ start: asked.answer_by, zone_name: asked.zone_name }) })}</p>
        {asked.phone && <p>{t("asked_sooner")} <a href={`tel:${asked.phone}`} class="nowrap">{asked.phone}</a></p>}
      </Notice>
    );
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const found = { ...(looksLikeEmail(email) ? {} : { email: t("need_email") }), ...(phoneNumber.test(phone.trim()) ? {} : { phone: t("need_phone") }) };
    setWrong(found);
    if (!Object.keys(found).length) void save.run();
  };
  return (
    <form class="form" onSubmit={submit} noValidate>
      <FormErrors errors={Object.values(wrong)} />
      {save.error !== undefined && <Failed error={save.error} />}
      <Field label={t("email")} type="email" name="email" autocomplete="username" value={email} onValue={setEmail} error={wrong.email} />
      <Field label={t("phone")} hint={t("phone_hint")} type="tel" short name="tel" autocomplete="tel" maxLength={24} value={phone} onValue={setPhone} error={wrong.phone} />
      <Actions><Button type="submit" busy={save.busy && t("asking")}>{t("ask")}</Button></Actions>
    </form>
  );
}
