import { useEffect, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/auth";
import type common from "../i18n/en/common";
import { keptPlan, removeKeptPlan } from "../keptPlan";
import { href } from "../router";
import { signOut } from "../session/cognito";
import { Actions, Button, ButtonLink, LitArea, Page, useLoad, useSave } from "../ui";

const t = words<typeof en>("auth");
const c = words<typeof common>("common");

/** A safety plan kept on this device stays after signing out; who shares the device takes it away here. */
function KeptPlan() {
  const { data, set } = useLoad(keptPlan, []);
  const [removed, setRemoved] = useState(false);
  const remove = useSave(async () => {
    await removeKeptPlan();
    setRemoved(true);
    set(null);
  });
  if (!data) return removed ? <p role="status">{t("out_plan_removed")}</p> : null;
  return (
    <section class="stack-tight">
      <h2>{t("out_plan_title")}</h2>
      <p>{t("out_plan")}</p>
      <Button look="quiet" onClick={() => remove.run()}>{t("out_plan_remove")}</Button>
    </section>
  );
}

export default function SignOutPage() {
  useEffect(() => void signOut().catch(() => undefined), []);
  return (
    <Page title={t("out_title")} task>
      <LitArea>
        <p>{t("out_text")}</p>
        <Actions><ButtonLink href={href("/sign-in")}>{c("sign_in")}</ButtonLink></Actions>
      </LitArea>
      <KeptPlan />
    </Page>
  );
}
