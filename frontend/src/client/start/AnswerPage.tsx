import { useState } from "preact/hooks";
import { post } from "../../shared/api/client";
import type { Answer } from "../../shared/api/client";
import { fill, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/start";
import { go } from "../../shared/router";
import { stateName } from "../../shared/states";
import { dayAndTime, dayOf, money } from "../../shared/time";
import { Actions, Button, ButtonLink, Facts, Failed, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { OtherHelp } from "../matching/OtherHelp";
import { answers, namesDanger, type Wish, wishOf } from "./answers";
import { forgetAnswers, keepAnswers, kept } from "./kept";
import { CrisisNow } from "./Question";

const t = words<typeof en>("start");

type Availability = Answer<"/api/contact", "post">;

/** The honest answer: how many, from when, at what cost, or what rules everybody out. */
export default function AnswerPage() {
  const wish = wishOf(answers.value);
  if (!wish) {
    return (
      <Page title={t("answer_title")} task>
        <LitArea>
          <p>{t("answer_no_questions")}</p>
          <Actions>
            <ButtonLink href="/start/1">{t("answer_begin")}</ButtonLink>
            {kept.value && <a href="/sign-up">{t("make_account")}</a>}
          </Actions>
        </LitArea>
        <KeptNow />
      </Page>
    );
  }
  return <Found wish={wish} concerns={answers.value.concerns} />;
}

function Found({ wish, concerns }: { wish: Wish; concerns: string[] }) {
  const { data, error, again } = useLoad(() => post("/api/contact", { ...wish, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }), []);
  const worried = wish.safe_now !== "yes" || namesDanger(concerns);
  const parts = data && { found: data, wish, state: stateName(wish.state) };
  return (
    <Page title={t("answer_title")} task>
      {worried && <CrisisNow />}
      {!parts && (error ? <Failed error={error} again={again} /> : <Loading what={t("getting_answer")} />)}
      {parts && (parts.found.fits > 0 ? <Somebody {...parts} /> : <Nobody {...parts} />)}
      <KeptNow />
    </Page>
  );
}

interface FoundProps {
  found: Availability;
  wish: Wish;
  state: string;
}

/** Keep the answers and go on to an account, or go on without: nothing is kept unless this is pressed. */
function GoOn({ wish, look, label }: { wish: Wish; look?: "primary" | "quiet"; label: string }) {
  const save = useSave(async () => {
    const { safe_now: _, ...answers } = wish;
    await keepAnswers(answers as Parameters<typeof keepAnswers>[0]);
    go("/sign-up");
  });
  return (
    <>
      <Button look={look} busy={save.busy && t("keeping")} onClick={() => save.run()}>{label}</Button>
      {save.error !== undefined && <Failed error={save.error} />}
    </>
  );
}

/** That something is kept, until when, and the way to have it destroyed. */
function KeptNow() {
  const [gone, setGone] = useState(false);
  const forget = useSave(async () => {
    await forgetAnswers();
    setGone(true);
  });
  const held = kept.value;
  if (!held) return gone ? <Notice><p>{t("kept_gone")}</p></Notice> : null;
  return (
    <Notice live={false}>
      <p>{t("kept_until", { day: dayOf(held.until) })}</p>
      <Button look="quiet" busy={forget.busy && t("kept_deleting")} onClick={() => forget.run()}>{t("kept_delete")}</Button>
      {forget.error !== undefined && <Failed error={forget.error} />}
    </Notice>
  );
}

/** What a session costs, from what the visitor said about paying. */
function cost(found: Availability): string {
  const { low, high } = found.cost_cents ?? {};
  if (low == null || high == null) return t("found_by_plan");
  if (high === 0) return t("found_cost_free");
  return low === high ? t("found_cost_same", { low: money(low) }) : t("found_cost", { low: money(low), high: money(high) });
}

function Somebody({ found, wish, state }: FoundProps) {
  return (
    <>
      <LitArea title={t.count("found", found.fits, { state })}>
        <p>{found.soonest ? t("found_soonest", { when: dayAndTime(found.soonest) }) : t("found_no_time")}</p>
        <p>{cost(found)}</p>
        {wish.concerns!.length > 0 && found.treating_concerns > 0 && <p>{t.count("found_concerns", found.treating_concerns)}</p>}
        {!kept.value && <p class="small">{t("keep_what")}</p>}
        <Actions>
          <GoOn wish={wish} label={t(kept.value ? "make_account" : "keep_and_account")} />
          {!kept.value && <a href="/sign-up">{t("account_only")}</a>}
          <a href="/start/3">{t("answer_change")}</a>
        </Actions>
      </LitArea>
      <RuledOut found={found} state={state} />
    </>
  );
}

/** Answers a person can think over; where they are, for whom it is and who has a place they cannot. */
const stepOf: Record<string, number> = { format: 5, payer: 6, language: 7 };

/** Nobody: one change that would help most where there is one to make, the waiting list, what limits it, help elsewhere. */
function Nobody({ found, wish, state }: FoundProps) {
  const change = found.helps_most;
  const step = stepOf[change ?? ""];
  return (
    <>
      <LitArea eyebrow={t("none_title")} title={change ? t.count("helps_title", found.helps_by) : t("none_lead")}>
        {change && <p>{t.code("helps", change)}</p>}
        <p>{t("none_wait")}</p>
        {!kept.value && <p class="small">{t("keep_what")}</p>}
        <Actions>
          {step && <ButtonLink href={`/start/${step}`}>{t("answer_change_this")}</ButtonLink>}
          <GoOn wish={wish} look={step ? "quiet" : "primary"} label={t(kept.value ? "account_and_wait" : "keep_and_wait")} />
          {!step && <a href={change === "state" ? "/start/4" : "/start/3"}>{t("answer_change")}</a>}
        </Actions>
      </LitArea>
      <RuledOut found={found} state={state} />
      <OtherHelp />
    </>
  );
}

/** What limits the answer: how many therapists each wish rules out. */
function RuledOut({ found, state }: Pick<FoundProps, "found" | "state">) {
  const reasons = Object.entries(found.ruled_out);
  if (!reasons.length) return null;
  return (
    <section class="stack-tight">
      <h2>{t("none_help")}</h2>
      <p class="small second">{t("ruled_lead")}</p>
      <Facts items={reasons.map(([reason, count]) => [fill(t.code("ruled", reason) ?? reason, { state }), count])} />
    </section>
  );
}
