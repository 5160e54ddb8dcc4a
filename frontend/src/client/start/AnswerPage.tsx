import { post } from "../../shared/api/client";
import type { Answer } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/start";
import { practice } from "../../shared/practice";
import { stateName } from "../../shared/states";
import { dayAndTime, money } from "../../shared/time";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, useLoad } from "../../shared/ui";
import { type Answers, answers, matchable, namesDanger } from "./answers";
import { CrisisNow } from "./Question";

const t = words<typeof en>("start");

type Availability = Answer<"/api/contact", "post">;

function isComplete(given: Answers): boolean {
  return Boolean(given.age_group && given.state && given.format && given.payer && given.language);
}

function ask(given: Answers): Promise<Availability> {
  const { began: _, safe_now, concerns, ...wishes } = given;
  return post("/api/contact", { safe_now: safe_now ?? "unsure", concerns: matchable(concerns), ...wishes });
}

/** The honest answer: how many, from when, at what cost, or what rules everybody out. */
export default function AnswerPage() {
  const given = answers.value;
  if (!isComplete(given)) {
    return (
      <Page title={t("answer_title")} task>
        <LitArea>
          <p>{t("answer_no_questions")}</p>
          <Actions><ButtonLink href="/start/1">{t("answer_begin")}</ButtonLink></Actions>
        </LitArea>
      </Page>
    );
  }
  return <Found given={given} />;
}

function Found({ given }: { given: Answers }) {
  const { data, error, again } = useLoad(() => ask(given), []);
  const worried = given.safe_now !== "yes" || namesDanger(given.concerns);
  return (
    <Page title={t("answer_title")} task>
      {worried && <CrisisNow />}
      {!data && (error ? <Failed error={error} again={again} /> : <Loading what={t("getting_answer")} />)}
      {data && (data.therapists > 0 ? <Somebody found={data} state={given.state!} /> : <Nobody found={data} state={given.state!} />)}
      <p><a href="/start/3">{t("answer_change")}</a></p>
    </Page>
  );
}

function cost({ cost_low_cents: low, cost_high_cents: high }: Availability): string | undefined {
  if (low == null || high == null) return undefined;
  if (high === 0) return t("found_cost_free");
  return low === high ? t("found_cost_same", { low: money(low) }) : t("found_cost", { low: money(low), high: money(high) });
}

function Somebody({ found, state }: { found: Availability; state: string }) {
  return (
    <LitArea title={t.count("found", found.therapists, { state: stateName(state) })}>
      <p>{found.soonest ? t("found_soonest", { when: dayAndTime(found.soonest) }) : t("found_no_time")}</p>
      <p>{cost(found)}</p>
      <p class="small">{t("found_next")}</p>
      <Actions><ButtonLink href="/sign-up">{t("make_account")}</ButtonLink></Actions>
    </LitArea>
  );
}

function Nobody({ found, state }: { found: Availability; state: string }) {
  const phone = practice.value?.phone;
  const reasons = Object.entries(found.ruled_out as Record<string, number>).sort(([, one], [, other]) => other - one);
  return (
    <>
      <LitArea title={t("none_title")}>
        <p>{t("none_lead")}</p>
        <Actions><ButtonLink href="/start/3">{t("answer_change")}</ButtonLink></Actions>
      </LitArea>
      <h2>{t("none_help")}</h2>
      <dl class="facts">
        {reasons.map(([reason, count]) => (
          <><dt>{(t.code("ruled", reason) ?? reason).replace("{state}", stateName(state))}</dt><dd class="figures">{count}</dd></>
        ))}
      </dl>
      <h2>{t("none_elsewhere")}</h2>
      <p>{t("none_elsewhere_text")}</p>
      {phone && <p>{t("none_practice", { phone })}</p>}
    </>
  );
}
