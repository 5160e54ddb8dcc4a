import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/auth";
import type common from "../i18n/en/common";
import { go, href, queryValue } from "../router";
import { timedOut } from "../session/IdleDialog";
import { session } from "../session/session";
import { Actions, Button, Field, FormErrors, LitArea, Notice, Page, PasswordField } from "../ui";
import { type Attempt, begin } from "./gateway";
import { newAttempt, NextStep, type Stage } from "./NextStep";
import { looksLikeEmail } from "./problems";
import { useAuthForm } from "./useAuthForm";

const t = words<typeof en>("auth");
const c = words<typeof common>("common");

/** The page to return to: a path of this app, never another site. */
export function returnPath(home: string): string {
  const to = queryValue("to") ?? "";
  return /^\/(?![/\\])/.test(to) ? to : home;
}

/** Focus the h1 of a step that replaced another one without a change of address. */
export function useFocusOnStage(stage: Stage): void {
  const before = useRef(stage.kind);
  useEffect(() => {
    if (before.current !== stage.kind) document.querySelector<HTMLElement>("main h1")?.focus();
    before.current = stage.kind;
  }, [stage.kind]);
}

interface SignInProps {
  title: string;
  lead?: string;
  /** Where somebody goes who was on the way to no page in particular. */
  home: string;
  /** Links below the form. */
  children: ComponentChildren;
}

/** Sign-in with every step it may ask for; clients and staff differ only in words and pool. */
export function SignIn({ title, lead, home, children }: SignInProps) {
  const [stage, setStage] = useState<Stage>({ kind: "start" });
  const [attempt, setAttempt] = useState<Attempt>(() => newAttempt("", ""));
  useFocusOnStage(stage);
  useEffect(() => {
    if (session.peek()) go(returnPath(home), { replace: true });
  }, []);
  const move = (next: Stage) => {
    if (next.kind === "done") {
      timedOut.value = false;
      go(returnPath(home), { replace: true });
    } else if (next.kind === "reset-password") go("/forgot");
    // Somebody who has no second factor yet is told what it is before its clock runs.
    else if (next.kind === "set-up-authenticator" && stage.kind !== "intro" && stage.kind !== next.kind) setStage({ kind: "intro" });
    else setStage(next);
  };
  if (stage.kind !== "start") return <NextStep stage={stage} attempt={attempt} onStage={move} />;
  return (
    <Page title={title} lead={lead} task>
      {timedOut.value && <Notice>{t("timed_out")}</Notice>}
      <Credentials attempt={attempt} onAttempt={setAttempt} onStage={move} />
      <p class="stack-tight">{children}</p>
    </Page>
  );
}

function Credentials({ attempt, onAttempt, onStage }: { attempt: Attempt; onAttempt: (attempt: Attempt) => void; onStage: (stage: Stage) => void }) {
  const { email, password } = attempt;
  const check = () => ({ ...(looksLikeEmail(email) ? {} : { email: t("need_email") }), ...(password ? {} : { password: t("need_password") }) });
  const form = useAuthForm("password", check, async () => {
    const fresh = newAttempt(email.trim(), password);
    onAttempt(fresh);
    onStage(await begin(fresh));
  });
  return (
    <LitArea>
      <form class="form" onSubmit={form.submit} noValidate>
        <FormErrors errors={form.errors} />
        <Field label={t("email")} type="email" name="email" autocomplete="username" value={email} onValue={(value) => onAttempt({ ...attempt, email: value })} error={form.at.email} />
        <PasswordField label={t("password")} autocomplete="current-password" value={password} onValue={(value) => onAttempt({ ...attempt, password: value })} error={form.at.password} />
        <Actions>
          <Button type="submit" busy={form.busy && t("signing_in")}>{c("sign_in")}</Button>
          <a href={href("/forgot")}>{t("forgot")}</a>
        </Actions>
      </form>
    </LitArea>
  );
}
