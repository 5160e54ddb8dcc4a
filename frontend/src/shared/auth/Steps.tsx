import { useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/auth";
import type common from "../i18n/en/common";
import { practice } from "../practice";
import { href } from "../router";
import { Actions, Button, ButtonLink, CodeField, FormErrors, LitArea, Page, PasswordField } from "../ui";
import "./auth.css";
import { answerStep, type Attempt, begin, confirmEmail, mailCodeAgain, type Step } from "./gateway";
import { hasExpired } from "./problems";
import { QrCode } from "./QrCode";
import { checkPassword, useAuthForm } from "./useAuthForm";

const t = words<typeof en>("auth");
const c = words<typeof common>("common");

interface StepProps {
  attempt: Attempt;
  onStep: (step: Step) => void;
}

const needsSixDigits = (code: string): Record<string, string> => (code.length === 6 ? {} : { code: t("need_code") });

/** What somebody sees who has trouble with a code: never a dead end. */
export function CannotGetIn() {
  const phone = practice.value?.phone;
  const [before, after] = t("cannot_phone").split("{phone}");
  return (
    <section class="stack-tight">
      <h2>{t("cannot_title")}</h2>
      <p><a href={href("/locked-out")}>{t("locked_link")}</a></p>
      {phone && <p>{before}<a class="nowrap" href={`tel:${phone}`}>{phone}</a>{after}</p>}
    </section>
  );
}

/** The code from the app or from a text message. */
export function CodeStep({ attempt, onStep, sentTo }: StepProps & { sentTo?: string }) {
  const [code, setCode] = useState("");
  const form = useAuthForm("authenticator", () => needsSixDigits(code), async () => onStep(await answerStep(attempt, code)));
  return (
    <Page title={t("code_title")} lead={sentTo ? t("text_lead", { to: sentTo }) : t("code_lead")} task>
      <LitArea>
        <form class="form" onSubmit={form.submit} noValidate>
          <FormErrors errors={form.errors} />
          <CodeField label={t("code_label")} value={code} onValue={setCode} error={form.at.code} />
          <Actions><Button type="submit" busy={form.busy && t("checking")}>{c("sign_in")}</Button></Actions>
        </form>
      </LitArea>
      <CannotGetIn />
    </Page>
  );
}

export function ChooseFactorStep({ attempt, onStep }: StepProps) {
  const app = useAuthForm("authenticator", () => ({}), async () => onStep(await answerStep(attempt, "TOTP")));
  const text = useAuthForm("authenticator", () => ({}), async () => onStep(await answerStep(attempt, "SMS")));
  return (
    <Page title={t("factor_title")} task>
      <LitArea>
        <FormErrors errors={[...app.errors, ...text.errors]} />
        <Actions>
          <Button busy={app.busy && t("checking")} onClick={app.submit}>{t("factor_app")}</Button>
          <Button look="text" busy={text.busy && t("sending")} onClick={text.submit}>{t("factor_text")}</Button>
        </Actions>
      </LitArea>
      <CannotGetIn />
    </Page>
  );
}

/** The staff's own password in place of the mailed one. */
export function NewPasswordStep({ attempt, onStep }: StepProps) {
  const [password, setPassword] = useState("");
  const check = () => checkPassword(password);
  const form = useAuthForm("password", check, async () => {
    const step = await answerStep(attempt, password);
    // A step that has to begin again needs the password that is valid now.
    attempt.password = password;
    onStep(step);
  });
  return (
    <Page title={t("new_title")} lead={t("new_lead")} task>
      <LitArea>
        <form class="form" onSubmit={form.submit} noValidate>
          <FormErrors errors={form.errors} />
          <PasswordField label={t("new_password")} hint={t("password_rule")} autocomplete="new-password" name="new-password" value={password} onValue={setPassword} error={form.at.password} />
          <Actions><Button type="submit" busy={form.busy && t("new_saving")}>{c("continue")}</Button></Actions>
        </form>
      </LitArea>
    </Page>
  );
}

/** The code that proves the e-mail address. */
export function ConfirmEmailStep({ attempt, onConfirmed }: { attempt: Attempt; onConfirmed: () => Promise<void> }) {
  const [code, setCode] = useState("");
  const [sent, setSent] = useState(false);
  const form = useAuthForm("mailed", () => needsSixDigits(code), async () => {
    await confirmEmail(attempt.email, code);
    await onConfirmed();
  });
  const again = useAuthForm("mailed", () => ({}), async () => {
    await mailCodeAgain(attempt.email);
    setSent(true);
  });
  return (
    <Page title={t("confirm_title")} lead={t("confirm_lead", { email: attempt.email })} task>
      <LitArea>
        <form class="form" onSubmit={form.submit} noValidate>
          <FormErrors errors={[...form.errors, ...again.errors]} />
          <CodeField label={t("mailed_code")} value={code} onValue={setCode} error={form.at.code} />
          <p role="status">{sent ? t("sent_again") : ""}</p>
          <Actions>
            <Button type="submit" busy={form.busy && t("checking")}>{c("continue")}</Button>
            <Button look="text" busy={again.busy && t("sending")} onClick={again.submit}>{t("send_again")}</Button>
          </Actions>
        </form>
      </LitArea>
    </Page>
  );
}

/** What a second factor is, before the clock of the set-up runs. */
export function IntroStep({ onReady }: { onReady: () => Promise<void> }) {
  const form = useAuthForm("password", () => ({}), onReady);
  return (
    <Page title={t("intro_title")} lead={t("intro_lead")} task>
      <LitArea>
        <ol>
          <li>{t("intro_1")}</li>
          <li>{t("intro_2")}</li>
          <li>{t("intro_3")}</li>
        </ol>
        <FormErrors errors={form.errors} />
        <Actions><Button busy={form.busy && t("connecting")} onClick={form.submit}>{t("intro_button")}</Button></Actions>
      </LitArea>
    </Page>
  );
}

type SetUp = Extract<Step, { kind: "set-up-authenticator" }>;

function Secret({ secret }: { secret: string }) {
  const [copied, setCopied] = useState(false);
  const groups = secret.match(/.{1,4}/g)?.join(" ") ?? secret;
  const copy = () => void navigator.clipboard.writeText(secret).then(() => setCopied(true), () => undefined);
  return (
    <div class="stack-tight">
      <h2 class="field-label">{t("setup_type")}</h2>
      <p class="secret figures" translate={false}>{groups}</p>
      <Button look="quiet" onClick={copy}>{t("setup_copy")}</Button>
      <span role="status" class="small"> {copied ? c("copied") : ""}</span>
    </div>
  );
}

/** Link, typed key and picture of one secret, and the code that shows it arrived. */
export function SetUpAuthenticator({ attempt, step, onStep }: StepProps & { step: SetUp }) {
  const [code, setCode] = useState("");
  const [renewed, setRenewed] = useState(false);
  const beginAgain = (error: unknown): boolean => {
    if (!hasExpired(error)) return false;
    void begin(attempt).then((next) => (setRenewed(true), setCode(""), onStep(next)));
    return true;
  };
  const form = useAuthForm("authenticator", () => needsSixDigits(code), async () => onStep(await answerStep(attempt, code)), beginAgain);
  return (
    <Page title={t("setup_title")} task>
      {renewed && <p class="notice caution" role="alert">{t("setup_again")}</p>}
      <LitArea>
        <form class="form" onSubmit={form.submit} noValidate>
          <div>
            <ButtonLink look="quiet" href={step.link} data-full>{t("setup_open")}</ButtonLink>
            <p class="small">{t("setup_open_note")}</p>
          </div>
          <Secret secret={step.secret} />
          <div class="stack-tight">
            <h2 class="field-label">{t("setup_scan")}</h2>
            <QrCode text={step.link} label={t("setup_qr")} />
          </div>
          <FormErrors errors={form.errors} />
          <CodeField label={t("setup_code")} hint={t("setup_code_hint")} value={code} onValue={setCode} error={form.at.code} />
          <Actions><Button type="submit" busy={form.busy && t("connecting")}>{t("setup_button")}</Button></Actions>
        </form>
      </LitArea>
      <section class="stack-tight">
        <h2>{t("recovery_title")}</h2>
        <p>{t("recovery_text")}</p>
      </section>
    </Page>
  );
}
