import { useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/auth";
import type common from "../i18n/en/common";
import { href } from "../router";
import { Actions, Button, ButtonLink, CodeField, Field, FormErrors, LitArea, Page, PasswordField } from "../ui";
import { mailResetCode, setNewPassword } from "./gateway";
import { looksLikeEmail } from "./problems";
import { CannotGetIn } from "./Steps";
import { checkPassword, useAuthForm } from "./useAuthForm";

const t = words<typeof en>("auth");
const c = words<typeof common>("common");

/** A new password by a mailed code. Says the same whether there is such an account or not. */
export default function ForgotPage() {
  const [email, setEmail] = useState("");
  const [stage, setStage] = useState<"email" | "code" | "done">("email");
  if (stage === "done") {
    return (
      <Page title={t("forgot_done_title")} task>
        <LitArea>
          <p>{t("forgot_done")}</p>
          <Actions><ButtonLink href={href("/sign-in")}>{c("sign_in")}</ButtonLink></Actions>
        </LitArea>
      </Page>
    );
  }
  return (
    <Page title={t("forgot_title")} lead={stage === "email" ? t("forgot_lead") : t("forgot_code_lead", { email })} task>
      <LitArea>
        {stage === "email" ? <AskEmail email={email} onEmail={setEmail} onSent={() => setStage("code")} /> : <AskCode email={email} onSaved={() => setStage("done")} />}
      </LitArea>
      <CannotGetIn />
    </Page>
  );
}

function AskEmail({ email, onEmail, onSent }: { email: string; onEmail: (email: string) => void; onSent: () => void }) {
  const check = (): Record<string, string> => (looksLikeEmail(email) ? {} : { email: t("need_email") });
  const form = useAuthForm("mailed", check, async () => {
    await mailResetCode(email.trim());
    onSent();
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <FormErrors errors={form.errors} />
      <Field label={t("email")} type="email" name="email" autocomplete="username" value={email} onValue={onEmail} error={form.at.email} />
      <Actions><Button type="submit" busy={form.busy && t("sending")}>{t("forgot_button")}</Button></Actions>
    </form>
  );
}

function AskCode({ email, onSaved }: { email: string; onSaved: () => void }) {
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const check = () => ({
    ...(code.length === 6 ? {} : { code: t("need_code") }),
    ...checkPassword(password),
  });
  const form = useAuthForm("mailed", check, async () => {
    await setNewPassword(email.trim(), code, password);
    onSaved();
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <FormErrors errors={form.errors} />
      <CodeField label={t("mailed_code")} value={code} onValue={setCode} error={form.at.code} />
      <PasswordField label={t("new_password")} hint={t("password_rule")} name="new-password" autocomplete="new-password" value={password} onValue={setPassword} error={form.at.password} />
      <Actions><Button type="submit" busy={form.busy && t("new_saving")}>{t("forgot_save")}</Button></Actions>
    </form>
  );
}
