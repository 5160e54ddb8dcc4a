import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_intake";
import { LitArea } from "../../shared/ui";
import { Assessment } from "../intake/Assessment";
import { ClientIntake } from "../intake/ClientIntake";
import type { Client } from "./ClientPage";

const t = words<typeof en>("staff_intake");

/** The client's intake, and what clinicians found in an intake assessment. */
export function IntakeTab({ client }: { client: Client }) {
  return (
    <div class="columns">
      <section class="stack-tight"><h2>{t("intake")}</h2><ClientIntake client_id={client.id} /></section>
      <LitArea title={t("assessment")}><Assessment client_id={client.id} /></LitArea>
    </div>
  );
}
