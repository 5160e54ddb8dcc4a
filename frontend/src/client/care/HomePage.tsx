import { useEffect, useMemo } from "preact/hooks";
import { get } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { type Homework, loadHomework, loadTitles, type Titles } from "../../shared/homework/homework";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/home";
import { go } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { dateOf, dayOf, zonePlace } from "../../shared/time";
import { Failed, Loading, Notice, Page, useLoad } from "../../shared/ui";
import { CrisisLines } from "../../shared/ui/CrisisHelp";
import { readConsents } from "../account/consents";
import { nowAtHome } from "../hereAndNow";
import { type Intake, loadIntake } from "../intake/draft";
import { loadCare, type MyCare } from "../matching/care";
import { loadPlace, openNow, type Place } from "../matching/waiting";
import { MoodScale } from "../mood/MoodScale";
import type { Appointment } from "../scheduling/appointments";
import { loadThreads, nameOf, therapistsOf, type Thread } from "../scheduling/therapist";
import { GuardianHome } from "./GuardianHome";
import "./home.css";
import { Moved } from "./Moved";
import { besides, nextStep, sessionBeside } from "./next";
import { NextStep, stepOf } from "./NextStep";
import { TwoWeeks } from "./TwoWeeks";
import { WhenReady } from "./WhenReady";

const t = words<typeof en>("home");

interface Loaded {
  intake: Intake;
  appointments: Appointment[];
  threads: Thread[];
  place: Place | null;
  consentsMissing: boolean;
  planMissing: boolean;
  measureDue: boolean;
  homework: Homework[];
  titles: Titles;
  care: MyCare | null;
}

const atRisk = ["positive", "acute"];

/** Seven reads for somebody in care, and the names of what they agreed on where something is open; consents are asked for only while care has not begun, the safety plan after a positive screen. */
async function load(): Promise<Loaded> {
  const [intake, { items }, threads, place] = await Promise.all([loadIntake(), get("/api/appointments", { query: { limit: 10 } }), loadThreads(), loadPlace()]);
  const begun = intake.status === "submitted" && therapistsOf(threads).length > 0;
  const consentsMissing = !begun && (await readConsents()).some((consent) => !consent.agreed);
  const planMissing = atRisk.includes(intake.safety) && (await get("/api/safety/plan")).revision === 0;
  const measureDue = begun && (await get("/api/check-ins")).items.some((one) => one.due);
  const inCare = therapistsOf(threads).length > 0;
  const care = inCare ? await loadCare() : null;
  const homework = inCare ? await loadHomework(me.peek()!.id, "open") : [];
  const titles = homework.length ? await loadTitles() : { worksheet: {}, reading: {} };
  return { intake, appointments: items, threads, place, consentsMissing, planMissing, measureDue, homework, titles, care };
}

/** "Good evening, Ana." by the person's own clock. */
function greeting(): string {
  const start = nowAtHome()?.start;
  const hour = start ? Number(start.slice(11, 13)) : NaN;
  const name = me.value?.preferred_name;
  const part = hour < 5 || hour >= 18 ? "evening" : hour < 12 ? "morning" : "afternoon";
  if (!start) return t("hello");
  return name ? t(`good_${part}`, { name }) : t(`good_${part}_nobody`);
}

function Today() {
  const here = nowAtHome();
  return <>{here && t("today", { day: dayOf(here.start), zone: zonePlace(here.zone ?? ""), name: here.zone_name ?? "" })}</>;
}

/** After an answer that was acute: help first, and what stays open beside it. */
function Acute({ alerted }: { alerted: boolean }) {
  return (
    <Notice kind="danger" title={t("acute_title")}>
      <p>{t(alerted ? "acute_told" : "acute_not_told")}</p>
      <CrisisLines />
    </Notice>
  );
}

function Home({ data }: { data: Loaded }) {
  const { intake, appointments, threads, place, consentsMissing, planMissing, measureDue, homework, titles, care } = data;
  // Whoever has moved away from every license of theirs is shown others, not times that cannot be booked.
  const inCare = care !== null && !care.therapists.every((one) => one.licensed === false);
  const waiting = place !== null && !openNow(place).length;
  const next = useMemo(() => nextStep({ intake, planMissing, measureDue, appointments, inCare, waiting, consentsMissing, homework, today: dateOf(nowAtHome()?.start ?? new Date(now()).toISOString()), now: now() }), [data]);
  const name = "session" in next ? nameOf(threads, next.session.provider_id) : "homework" in next ? nameOf(threads, next.homework.provider_id) : therapistsOf(threads)[0]?.party.name;
  const due = besides(next, data).map((step) => stepOf(step, "", intake));
  const acute = intake.safety === "acute";
  return (
    <div class="columns home">
      <div class="stack-wide">
        {care && <Moved care={care} />}
        {acute && <Acute alerted={intake.alerted} />}
        {/* Booking waits after an acute answer, so it is not offered as the next step. */}
        {!(acute && (next.step === "book" || next.step === "choose")) && <NextStep next={next} name={name} intake={intake} titles={titles} />}
        <WhenReady due={due} session={sessionBeside(next, appointments, now())} threads={threads} place={place} homework={homework.filter((one) => !("homework" in next && one.id === next.homework.id))} titles={titles} />
      </div>
      <aside class="stack-wide" aria-label={t("about_you")}>
        <section>
          <h2>{t("how_now")}</h2>
          <MoodScale aside />
        </section>
        <TwoWeeks />
      </aside>
    </div>
  );
}

/** The page of everybody who is in care or on the way there. */
function ClientHome() {
  const { data, error, again } = useLoad(load, []);
  const open = data?.intake.safety === "open";
  useEffect(() => {
    if (open) go("/screen", { replace: true });
  }, [open]);
  return (
    <>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {data && !open && <Home data={data} />}
    </>
  );
}

/** Home: a greeting, the one next step, what can wait, how one is. An open risk screen stands in its place. */
export default function HomePage() {
  const { error, again } = useLoad(() => (me.peek() ? Promise.resolve() : loadMe().then(() => undefined)), []);
  const role = me.value?.role;
  return (
    <Page title={greeting()} lead={<Today />}>
      {error !== undefined && <Failed error={error} again={again} />}
      {role && (role === "guardian" ? <GuardianHome /> : <ClientHome />)}
    </Page>
  );
}
