import { useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_people";
import { go, type PageProps } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { Actions, AnswerList, Button, Facts, Failed, FormErrors, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";

const t = words<typeof en>("staff_people");
const proofs = ["called_number_on_file", "video", "in_person"] as const;
type Proof = (typeof proofs)[number];

/** "January 31, 1990" */
function dateOf(date: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
}

async function load(person_id: string) {
  if (!me.peek()) await loadMe();
  return get("/api/second-factor/{person_id}", { path: { person_id } });
}

/** One person who has lost their second factor: what to compare, how it was made sure, and the decision. */
export default function ResetPage({ params }: PageProps) {
  const person_id = params.person_id!;
  const { data: one, error, again } = useLoad(() => load(person_id), [person_id]);
  const [proof, setProof] = useState<Proof | "">("");
  const [missing, setMissing] = useState(false);
  const approve = useSave(async () => {
    await post("/api/second-factor/{person_id}/approve", { proof: proof as Proof }, { path: { person_id } });
    go("/work");
  });
  const decline = useSave(async () => {
    await post("/api/second-factor/{person_id}/decline", undefined, { path: { person_id } });
    go("/work");
  });
  if (!one) return <Page title={t("reset_title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_reset")} />}</Page>;
  const facts: [string, string][] = [
    [t("reset_name"), one.name],
    [t("reset_email"), one.email],
    [t("reset_phone_on_file"), one.phone_on_file || t("reset_none_on_file")],
    [t("reset_birth"), one.birth_date ? dateOf(one.birth_date) : ""],
    [t("reset_phone_given"), one.phone_given],
  ];
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(!proof);
    if (proof) void approve.run();
  };
  return (
    <Page title={t("reset_title")} lead={t("reset_lead")} task>
      {one.state === "approved" ? <Notice live={false}><p>{t("reset_approved")}</p></Notice> : (
        <LitArea eyebrow={t.code("role", one.role)} title={t("reset_make_sure")}>
          <form class="stack" onSubmit={submit}>
            <Facts items={facts.filter(([, value]) => value)} />
            <p class="small second">{t("reset_logged")}</p>
            <FormErrors errors={missing ? [t("reset_need_proof")] : []} />
            <AnswerList legend={t("reset_proof")} name="proof" value={proof} onValue={(value) => setProof(value as Proof)} options={proofs.map((value) => ({ value, label: t.code("proof", value)! }))} />
            {(approve.error ?? decline.error) !== undefined && <Failed error={approve.error ?? decline.error} />}
            <Actions>
              <Button type="submit" busy={approve.busy && t("reset_approving")}>{t("reset_approve")}</Button>
              <Button look="text" busy={decline.busy && t("reset_declining")} onClick={() => decline.run()}>{t("reset_decline")}</Button>
            </Actions>
          </form>
        </LitArea>
      )}
    </Page>
  );
}
