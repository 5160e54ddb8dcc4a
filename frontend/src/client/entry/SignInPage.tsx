import { SignIn } from "../../shared/auth/SignIn";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/auth";

const t = words<typeof en>("auth");

export default function SignInPage() {
  return (
    <SignIn title={t("sign_in_title")} home="/home">
      <span>{t("no_account")} <a class="lone" href="/sign-up">{t("make_account")}</a></span><br />
      <a class="lone" href="/locked-out">{t("locked_link")}</a><br />
      <a class="lone" href="/provider/sign-in">{t("staff_way")}</a>
    </SignIn>
  );
}
