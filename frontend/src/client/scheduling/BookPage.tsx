import { useState } from "preact/hooks";
import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { go, queryValue } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Page, Select, useLoad } from "../../shared/ui";
import { readIntake } from "../intake/draft";
import { choice, type Kind, taken } from "./choice";
import "./scheduling.css";
import { type Span, SlotPicker } from "./SlotPicker";
import { loadThreads, nameOf, therapistsOf, type Thread } from "./therapist";

const t = words<typeof en>("booking");
const usual: Kind = { minutes: 50 };
const everybody = "";

interface Loaded {
  therapists: Thread[];
  /** The intake assessment, where the result of the intake offers one and none is booked or held yet. */
  assessment: Kind | null;
}

async function loadAssessment(): Promise<Kind | null> {
  const minutes = (await readIntake()).result?.assessment_minutes;
  if (!minutes) return null;
  const { items } = await get("/api/appointments");
  const had = items.some((one) => one.type === "intake_assessment" && (one.status === "booked" || one.status === "completed"));
  return had ? null : { type: "intake_assessment", minutes };
}

async function loadAll(): Promise<Loaded> {
  if (!me.peek()) await loadMe();
  const [threads, assessment] = await Promise.all([loadThreads(), loadAssessment()]);
  return { therapists: therapistsOf(threads), assessment };
}

/** What is booked here and why, with the way to the other kind. */
function AssessmentOffered({ minutes, usually, onUsually }: { minutes: number; usually: boolean; onUsually: (usually: boolean) => void }) {
  return (
    <p>
      {t(usually ? "assessment_offered" : "assessment_about", { minutes })}{" "}
      <Button look="text" onClick={() => onUsually(!usually)}>{t(usually ? "assessment_instead" : "usual_instead")}</Button>
    </p>
  );
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
  const { data, error, again } = useLoad(loadAll, []);
  const [usually, setUsually] = useState(false);
  const [asked, setWho] = useState(queryValue("with"));
  if (!data) return <Page title={t("title_nobody")}>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const { therapists, assessment } = data;
  const [first] = therapists;
  if (!first) return <NobodyYet />;
  const several = therapists.length > 1;
  const kind = (!usually && assessment) || usual;
  const therapist = therapists.find((one) => one.provider_id === asked) ?? (several ? undefined : first);
  const who = therapist?.provider_id ?? everybody;
  const load = (span: Span) => (who ? get("/api/providers/{provider_id}/slots", { path: { provider_id: who }, query: { ...span, ...kind } }) : get("/api/slots", { query: { ...span, ...kind } }));
  const people = [{ value: everybody, label: t("with_anybody") }, ...therapists.map((one) => ({ value: one.provider_id!, label: one.party.name }))];
  return (
    <Page title={therapist ? t("title", { name: therapist.party.name }) : t("title_nobody")}>
      <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
      {several && <Select label={t("who")} value={who} options={people} onValue={setWho} />}
      {assessment && <AssessmentOffered minutes={assessment.minutes} usually={usually} onUsually={setUsually} />}
      <SlotPicker what={`${who} ${kind.type ?? ""}`} load={load} taken={taken.value} {...(therapist ? {} : { name: ({ provider_id }) => nameOf(therapists, provider_id) })}
        otherwise={<WhereNothingIs provider_id={who || first.provider_id!} />}
        onTake={(slot, format) => {
          choice.value = { slot, therapist: nameOf(therapists, slot.provider_id) ?? t("your_therapist"), format, ...(kind.type && { type: kind.type }) };
          go("/book/check");
        }} />
      <p><a class="lone" href={`/wait/${who || first.provider_id!}`}>{t("wait_link")}</a></p>
    </Page>
  );
}
