import { SignIn } from "../../shared/auth/SignIn";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/auth";
import { href } from "../../shared/router";

const t = words<typeof en>("auth");

export default function SignInPage() {
  return (
    <SignIn title={t("staff_title")} lead={t("staff_lead")} home="/">
      <a href={href("/locked-out")}>{t("locked_link")}</a><br />
      <a href="/sign-in">{t("client_way")}</a>
    </SignIn>
  );
}
