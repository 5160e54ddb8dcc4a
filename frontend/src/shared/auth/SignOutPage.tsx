import { useEffect } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/auth";
import type common from "../i18n/en/common";
import { href } from "../router";
import { signOut } from "../session/cognito";
import { Actions, ButtonLink, LitArea, Page } from "../ui";

const t = words<typeof en>("auth");
const c = words<typeof common>("common");

export default function SignOutPage() {
  useEffect(() => void signOut().catch(() => undefined), []);
  return (
    <Page title={t("out_title")} task>
      <LitArea>
        <p>{t("out_text")}</p>
        <Actions><ButtonLink href={href("/sign-in")}>{c("sign_in")}</ButtonLink></Actions>
      </LitArea>
    </Page>
  );
}
