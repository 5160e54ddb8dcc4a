import { useState } from "preact/hooks";
import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_intake";
import { Button, Failed, Loading, useLoad } from "../../shared/ui";
import { OtherAnswers, Proposal, Questionnaires, Told } from "./InWords";

const t = words<typeof en>("staff_intake");

/** What a client told in the intake, with what the rule proposes. Drawing it opens it, which their access log tells them. */
export function ClientIntake({ client_id }: { client_id: string }) {
  const { data, error, again } = useLoad(() => get("/api/clients/{client_id}/intake", { path: { client_id } }), [client_id]);
  if (!data) return error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />;
  return (
    <div class="stack">
      <section class="stack-tight"><h3>{t("proposal")}</h3><Proposal proposed={data.proposed} reasons={data.reasons} /></section>
      <Questionnaires items={data.questionnaires} />
      <section class="stack-tight"><h3>{t("other_answers")}</h3><OtherAnswers intake={data.intake} /></section>
      <section class="stack-tight"><h3>{t("told")}</h3><Told told={data.told} /></section>
    </div>
  );
}

/** The same behind one press, so that nothing is opened by itself while somebody talks. */
export function IntakeOnRequest({ client_id, name }: { client_id: string; name: string }) {
  const [open, setOpen] = useState(false);
  if (open) return <ClientIntake client_id={client_id} />;
  return (
    <div class="stack-tight">
      <Button look="quiet" onClick={() => setOpen(true)}>{t("open", { name })}</Button>
      <p class="small second">{t("opened_is_logged", { name })}</p>
    </div>
  );
}
