import { useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/care";
import { go, type PageProps } from "../../shared/router";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, ButtonLink, Check, Failed, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { isChange, loadCare, type MyCare } from "./care";
import { Why } from "./choose";
import { listed } from "./reasons";

const t = words<typeof en>("care");

async function load(provider_id: string) {
  const [care, therapist] = await Promise.all([loadCare(), get("/api/providers/{provider_id}", { path: { provider_id } })]);
  return { care, name: therapist.name };
}

function Cancelled({ care }: { care: MyCare }) {
  const coming = care.therapists.flatMap((one) => one.coming);
  return (
    <section class="stack-tight">
      <h2>{t("switch_sessions")}</h2>
      {coming.length === 0 ? <p>{t("switch_no_sessions")}</p> : (
        <>
          <p>{t("switch_cancelled")}</p>
          <ul>{coming.map((one) => <li key={one.id}>{dayAndTime(one)}</li>)}</ul>
        </>
      )}
    </section>
  );
}

function Switch({ care, providerId, name }: { care: MyCare; providerId: string; name: string }) {
  const [share, setShare] = useState(false);
  const former = listed(care.therapists.map((one) => one.name));
  const save = useSave(async () => {
    await post("/api/care/switch", { provider_id: providerId, share_record: share });
    go(`/book?with=${encodeURIComponent(providerId)}`);
  });
  return (
    <>
      <LitArea eyebrow={t("switch_now")} title={t("switch_from_to", { former, name })}>
        <form class="stack" onSubmit={(event) => (event.preventDefault(), void save.run())}>
          <p>{t("switch_text", { former })}</p>
          <Check name="share-record" label={t("switch_share", { name })} hint={t("switch_share_hint", { name })} checked={share} onChecked={setShare} />
          {save.error !== undefined && <Why error={save.error} providerId={providerId} name={name} />}
          <Actions>
            <Button type="submit" busy={save.busy && t("switching")}>{t("change_to", { name: name.split(" ")[0] ?? name })}</Button>
            <a href="/home">{t("switch_stay", { former })}</a>
          </Actions>
        </form>
      </LitArea>
      <Cancelled care={care} />
      <section class="stack-tight">
        <h2>{t("switch_messages")}</h2>
        <p>{t("switch_messages_text", { former, name })}</p>
      </section>
    </>
  );
}

/** Changing to another therapist in one step: what ends, what goes along, and no question why. */
export default function SwitchPage({ params }: PageProps) {
  const id = params.provider_id!;
  const { data, error, again } = useLoad(() => load(id), [id]);
  if (!data) return <Page title={t("switch_title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_care")} />}</Page>;
  return (
    <Page title={t("switch_title")} lead={t("switch_lead")} task>
      {isChange(data.care, id) ? <Switch care={data.care} providerId={id} name={data.name} /> : (
        <LitArea title={t("switch_nobody", { name: data.name })}>
          <Actions><ButtonLink href={`/therapists/${id}`}>{t("talk_about", { name: data.name })}</ButtonLink></Actions>
        </LitArea>
      )}
    </Page>
  );
}
