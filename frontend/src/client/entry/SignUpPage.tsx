import { useState } from "preact/hooks";
import { type Attempt, makeAccount } from "../../shared/auth/gateway";
import { newAttempt, NextStep, type Stage } from "../../shared/auth/NextStep";
import { looksLikeEmail } from "../../shared/auth/problems";
import { useFocusOnStage } from "../../shared/auth/SignIn";
import { checkPassword, useAuthForm } from "../../shared/auth/useAuthForm";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/auth";
import type common from "../../shared/i18n/en/common";
import { go } from "../../shared/router";
import { Actions, Button, Field, FormErrors, LitArea, Page, PasswordField } from "../../shared/ui";
import { claimAnswers } from "../start/kept";

const t = words<typeof en>("auth");
const c = words<typeof common>("common");

/** A new account: e-mail and password, the mailed code, the authenticator app, and on to the consents. */
export default function SignUpPage() {
  const [stage, setStage] = useState<Stage>({ kind: "start" });
  const [attempt, setAttempt] = useState<Attempt>(() => newAttempt("", ""));
  useFocusOnStage(stage);
  const move = (next: Stage) => (next.kind === "done" ? void claimAnswers().then(() => go("/consents", { replace: true })) : setStage(next));
  if (stage.kind !== "start") return <NextStep stage={stage} attempt={attempt} onStage={move} />;
  return (
    <Page title={t("sign_up_title")} lead={t("sign_up_lead")} task>
      <NewAccount
        onMade={(made) => {
          setAttempt(made);
          setStage({ kind: "confirm-email" });
        }}
      />
      <p class="second small">{t("before_account")}</p>
      <p>{t("have_account")} <a href="/sign-in">{c("sign_in")}</a></p>
    </Page>
  );
}

function NewAccount({ onMade }: { onMade: (attempt: Attempt) => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const check = () => ({
    ...(looksLikeEmail(email) ? {} : { email: t("need_email") }),
    ...checkPassword(password),
  });
  const form = useAuthForm("password", check, async () => {
    await makeAccount(email.trim(), password);
    onMade(newAttempt(email.trim(), password));
  });
  return (
    <LitArea>
      <form class="form" onSubmit={form.submit} noValidate>
        <FormErrors errors={form.errors} />
        <Field label={t("email")} hint={t("sign_up_email_hint")} type="email" name="email" autocomplete="username" value={email} onValue={setEmail} error={form.at.email} />
        <PasswordField label={t("password")} hint={t("password_rule")} autocomplete="new-password" name="new-password" value={password} onValue={setPassword} error={form.at.password} />
        <Actions><Button type="submit" busy={form.busy && t("making_account")}>{t("sign_up_button")}</Button></Actions>
      </form>
    </LitArea>
  );
}
