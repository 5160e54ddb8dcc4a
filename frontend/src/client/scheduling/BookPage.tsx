import { useState } from "preact/hooks";
import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { go, queryValue } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, Select, useLoad } from "../../shared/ui";
import { choice, taken } from "./choice";
import { type Span, SlotPicker } from "./SlotPicker";
import { loadThreads, nameOf, therapistsOf, type Thread } from "./therapist";
import "./scheduling.css";

const t = words<typeof en>("booking");
const minutes = 50;
const everybody = "";

async function loadTherapists(): Promise<Thread[]> {
  if (!me.peek()) await loadMe();
  return therapistsOf(await loadThreads());
}

function NobodyYet() {
  return (
    <Page title={t("title_nobody")} task>
      <LitArea title={t("choose_first")}>
        <p>{t("choose_first_text")}</p>
        <Actions><ButtonLink href="/matches">{t("choose_first_button")}</ButtonLink></Actions>
      </LitArea>
    </Page>
  );
}

function WhereNothingIs({ provider_id }: { provider_id: string }) {
  return (
    <p>
      <a class="lone" href={`/wait/${provider_id}`}>{t("none_wait")}</a><br />
      <a class="lone" href="/matches">{t("none_others")}</a><br />
      <a class="lone" href="/messages">{t("none_write")}</a>
    </p>
  );
}

/** Open times with one's therapist, or with all of several. */
export default function BookPage() {
  const { data, error, again } = useLoad(loadTherapists, []);
  const [asked, setWho] = useState(queryValue("with"));
  if (!data) return <Page title={t("title_nobody")}>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const [first] = data;
  if (!first) return <NobodyYet />;
  const several = data.length > 1;
  const therapist = data.find((one) => one.provider_id === asked) ?? (several ? undefined : first);
  const who = therapist?.provider_id ?? everybody;
  const load = (span: Span) => (who ? get("/api/providers/{provider_id}/slots", { path: { provider_id: who }, query: { ...span, minutes } }) : get("/api/slots", { query: { ...span, minutes } }));
  const people = [{ value: everybody, label: t("with_anybody") }, ...data.map((one) => ({ value: one.provider_id!, label: one.party.name }))];
  return (
    <Page title={therapist ? t("title", { name: therapist.party.name }) : t("title_nobody")}>
      <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
      {several && <Select label={t("who")} value={who} options={people} onValue={setWho} />}
      <SlotPicker what={who} load={load} taken={taken.value} {...(therapist ? {} : { name: ({ provider_id }) => nameOf(data, provider_id) })}
        otherwise={<WhereNothingIs provider_id={who || first.provider_id!} />}
        onTake={(slot, format) => {
          choice.value = { slot, therapist: nameOf(data, slot.provider_id) ?? t("your_therapist"), format };
          go("/book/check");
        }} />
      <p><a class="lone" href={`/wait/${who || first.provider_id!}`}>{t("wait_link")}</a></p>
    </Page>
  );
}
