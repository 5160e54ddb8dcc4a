import type { ComponentChildren } from "preact";
import { type Answer, get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/matching";
import type waiting from "../../shared/i18n/en/waiting";
import { practice } from "../../shared/practice";
import type { PageProps } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { stateName } from "../../shared/states";
import { dayAndTime, money, shortDay } from "../../shared/time";
import { Actions, ButtonLink, Facts, Failed, LitArea, Loading, Page, useLoad } from "../../shared/ui";
import { spread } from "../scheduling/slots";
import { loadCare, type MyCare, treats } from "./care";
import { FirstSteps } from "./FirstSteps";
import { DoNotShow, type LeftOutList, loadLeftOut, WasLeftOut } from "./LeftOut";
import { Join } from "./Nobody";
import { listed, word } from "./reasons";

const t = words<typeof en>("matching");
const w = words<typeof waiting>("waiting");

type Therapist = Answer<"/api/providers/{provider_id}", "get">;
type Slots = Answer<"/api/providers/{provider_id}/slots", "get">["slots"];

async function load(provider_id: string): Promise<{ therapist: Therapist; slots: Slots; care: MyCare; out: LeftOutList }> {
  const zone = (me.peek() ?? (await loadMe())).zone;
  const [therapist, { slots }, care, out] = await Promise.all([
    get("/api/providers/{provider_id}", { path: { provider_id } }),
    get("/api/providers/{provider_id}/slots", { path: { provider_id }, query: { zone } }),
    loadCare(),
    loadLeftOut(),
  ]);
  return { therapist, slots, care, out };
}

type Fact = [string, ComponentChildren];

function Lines({ lines }: { lines: string[] }) {
  return <>{lines.map((line) => <div key={line}>{line}</div>)}</>;
}

function About({ therapist }: { therapist: Therapist }) {
  const named = (kind: string, codes: string[]) => listed(codes.map((code) => word(kind, code)));
  const payers = therapist.payers.filter((code) => code !== "self_pay").map((code) => practice.value?.payers.find((payer) => payer.code === code)?.name ?? code);
  const facts: Fact[] = [
    [t("fact_licences"), therapist.licences.length > 0 && <Lines lines={therapist.licences.map((one) => t("licence", { state: stateName(one.state), profession: word("profession", one.profession), day: shortDay(one.expires) }))} />],
    ...therapist.compacts.map((one): Fact => [word("credential", one.kind), t(one.kind === "psypact" ? "psypact_in" : "counseling_in", { states: listed(one.states.map(stateName)), home: stateName(one.home_state), first: shortDay(one.granted), last: shortDay(one.expires) })]),
    [t("fact_concerns"), named("concern", therapist.concerns)],
    [t("fact_approaches"), therapist.approaches.map((code) => word("approach", code)).join(", ")],
    [t("fact_formats"), named("format", therapist.formats)],
    [t("fact_ages"), named("age", therapist.age_groups)],
    [t("fact_languages"), named("language", therapist.languages)],
    [t("fact_payers"), listed(payers)],
    [t("fact_fee"), t("fee_for", { fee: money(therapist.fee_cents) })],
  ];
  return <Facts items={facts.filter(([, value]) => value)} />;
}

function NextStep({ therapist, slots, care }: { therapist: Therapist; slots: Slots; care: MyCare }) {
  const [soonest, ...later] = spread(slots).first;
  const then = later.slice(0, 2);
  const { provider_id: id, name } = therapist;
  if (!therapist.accepts_new && !treats(care, id)) {
    return (
      <LitArea eyebrow={t("next")} title={w("closed_title", { name })}>
        <p>{w("closed_text")}</p>
        <Actions><Join providerId={id}>{w("wait_for", { name })}</Join></Actions>
      </LitArea>
    );
  }
  return (
    <LitArea eyebrow={t("next")} title={soonest ? t("soonest_title", { time: dayAndTime(soonest) }) : t("no_time")}>
      {then.length > 0 && <p>{t("then", { times: listed(then.map(dayAndTime)) })}</p>}
      <Actions>{treats(care, id) ? <ButtonLink href={`/book?with=${encodeURIComponent(id)}`}>{t("book_with", { name })}</ButtonLink> : <FirstSteps care={care} providerId={id} name={name} />}</Actions>
      <p class="small second">{t("choose_more")}</p>
    </LitArea>
  );
}

/** One therapist: their own words, their facts, the next times. */
export default function TherapistPage({ params }: PageProps) {
  const id = params.provider_id!;
  const { data, error, again, set } = useLoad(() => load(id), [id]);
  if (!data) return <Page title={t("therapist")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_therapist")} />}</Page>;
  const { therapist, slots, care, out } = data;
  const { name } = therapist;
  const change = (now: LeftOutList) => set({ ...data, out: now });
  const leftOut = out.some((one) => one.provider_id === id);
  return (
    <Page title={[name, therapist.credentials].filter(Boolean).join(", ")} lead={therapist.pronouns || undefined} task>
      <p><a class="lone" href="/matches">{t("back_to_all")}</a></p>
      {therapist.about && <p class="voice">{therapist.about}</p>}
      {leftOut && !treats(care, id) ? <WasLeftOut providerId={id} name={name} onChanged={change} /> : <NextStep therapist={therapist} slots={slots} care={care} />}
      <About therapist={therapist} />
      {!leftOut && !treats(care, id) && <DoNotShow providerId={id} name={name} onChanged={change} />}
    </Page>
  );
}
