import { post } from "../../shared/api/client";
import type { Answer } from "../../shared/api/client";
import { fill, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/start";
import { stateName } from "../../shared/states";
import { dayAndTime, money } from "../../shared/time";
import { Actions, ButtonLink, Facts, Failed, LitArea, Loading, Page, useLoad } from "../../shared/ui";
import { answers, namesDanger, type Wish, wishOf } from "./answers";
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
          <Actions><ButtonLink href="/start/1">{t("answer_begin")}</ButtonLink></Actions>
        </LitArea>
      </Page>
    );
  }
  return <Found wish={wish} concerns={answers.value.concerns} />;
}

function Found({ wish, concerns }: { wish: Wish; concerns: string[] }) {
  const { data, error, again } = useLoad(() => post("/api/contact", wish), []);
  const worried = wish.safe_now !== "yes" || namesDanger(concerns);
  const parts = data && { found: data, state: stateName(wish.state), concerns };
  return (
    <Page title={t("answer_title")} task>
      {worried && <CrisisNow />}
      {!parts && (error ? <Failed error={error} again={again} /> : <Loading what={t("getting_answer")} />)}
      {parts && (parts.found.fits > 0 ? <Somebody {...parts} /> : <Nobody {...parts} />)}
    </Page>
  );
}

interface FoundProps {
  found: Availability;
  state: string;
  concerns: string[];
}

/** What a session costs, from what the visitor said about paying. */
function cost(found: Availability): string {
  const { low, high } = found.cost_cents ?? {};
  if (low == null || high == null) return t("found_by_plan");
  if (high === 0) return t("found_cost_free");
  return low === high ? t("found_cost_same", { low: money(low) }) : t("found_cost", { low: money(low), high: money(high) });
}

function Somebody({ found, state, concerns }: FoundProps) {
  return (
    <>
      <LitArea title={t.count("found", found.fits, { state })}>
        <p>{found.soonest ? t("found_soonest", { when: dayAndTime(found.soonest) }) : t("found_no_time")}</p>
        <p>{cost(found)}</p>
        {concerns.length > 0 && found.treating_concerns > 0 && <p>{t.count("found_concerns", found.treating_concerns)}</p>}
        <p class="small">{t("found_next")}</p>
        <Actions>
          <ButtonLink href="/sign-up">{t("make_account")}</ButtonLink>
          <a href="/start/3">{t("answer_change")}</a>
        </Actions>
      </LitArea>
      <RuledOut found={found} state={state} />
    </>
  );
}

const stepOf: Record<string, number> = { age_group: 3, state: 4, format: 5, payer: 6, language: 7 };

function Nobody({ found, state }: FoundProps) {
  const change = found.helps_most;
  return (
    <>
      <LitArea eyebrow={t("none_title")} title={change ? t.count("helps_title", found.helps_by) : undefined}>
        <p>{(change && t.code("helps", change)) ?? t("none_lead")}</p>
        <Actions><ButtonLink href={`/start/${stepOf[change ?? ""] ?? 3}`}>{t("answer_change")}</ButtonLink></Actions>
      </LitArea>
      <RuledOut found={found} state={state} />
      <section class="stack-tight">
        <h2>{t("none_elsewhere")}</h2>
        <p>{t("none_elsewhere_text")}</p>
        {found.practice_phone && <p>{t("none_practice", { phone: found.practice_phone })}</p>}
      </section>
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
