import type { ComponentChildren } from "preact";
import { type Answer, get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type intake from "../../shared/i18n/en/staff_intake";
import type en from "../../shared/i18n/en/staff_review";
import type work from "../../shared/i18n/en/staff_work";
import { href, type PageProps } from "../../shared/router";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { OtherAnswers, Proposal, Questionnaires, Told } from "../intake/InWords";
import { dueBy, mine, nameOf } from "../staff";
import { isLate } from "../work/reviews";
import { Decide } from "./Decide";
import { Decisions, Measures, Referrals } from "./History";
import { Person } from "./Person";
import "./safety.css";

const t = words<typeof en>("staff_review");
const w = words<typeof work>("staff_work");
const i = words<typeof intake>("staff_intake");

export type Case = Answer<"/api/safety/reviews/{review_id}", "get">;

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return <section class="stack-tight"><h2>{title}</h2>{children}</section>;
}

/** Nobody, or somebody else, holds it: what can be done instead of opening it. */
function NotMine({ review_id, error, again }: { review_id: string; error: unknown; again: () => void }) {
  const claim = useSave(async () => {
    await post("/api/safety/reviews/{review_id}/claim", undefined as never, { path: { review_id } });
    again();
  });
  const refused = claim.error ?? error;
  const code = refused instanceof ApiError ? refused.code : "";
  const list = <a href={href("/safety/reviews")}>{t("to_list")}</a>;
  if (code === "review_not_held") {
    return (
      <LitArea title={t("hold_first")}>
        <p>{t("hold_first_how")}</p>
        <Actions><Button busy={claim.busy && w("holding")} onClick={() => claim.run()}>{w("hold")}</Button>{list}</Actions>
      </LitArea>
    );
  }
  if (code === "review_taken") return <Notice kind="caution"><p>{w("taken")}</p><p>{list}</p></Notice>;
  if (code === "not_allowed") return <Notice kind="caution"><p>{w("reviews_not_yours")}</p></Notice>;
  return <Failed error={refused} again={again} />;
}

/** Until when, and that somebody is in danger while it is not decided in time. */
function Due({ review }: Pick<Case, "review">) {
  if (review.state === "decided") return <Notice kind="ok" live={false}><p>{t("is_decided", { when: dayAndTime(mine(review.decided_at ?? review.due_by)) })}</p></Notice>;
  const late = isLate(review);
  const text = t(late ? "overdue" : "due", { due: dueBy(mine(review.due_by), late) });
  return <Notice kind={late || review.kind === "acute" ? "danger" : "caution"} live={false}><p><strong>{text}</strong></p></Notice>;
}

function Opened({ data, again }: { data: Case; again: () => void }) {
  const open = data.review.state !== "decided";
  return (
    <div class="stack-wide">
      <Due review={data.review} />
      <div class="columns">
        <div class="stack-wide">
          <Section title={t("safety")}><p>{t.code("safety", data.safety)} {data.item9_at && t("item9", { value: data.item9 ?? 0, when: dayAndTime(mine(data.item9_at)) })}</p></Section>
          <Section title={i("proposal")}><Proposal proposed={data.proposed} reasons={data.reasons} /></Section>
          <Section title={i("in_their_words")}><Questionnaires items={data.questionnaires} /></Section>
          <Section title={i("other_answers")}><OtherAnswers intake={data.intake} /></Section>
          <Section title={i("told")}><Told told={data.told} /></Section>
          <Section title={t("history")}><Measures items={data.measures} /><Decisions items={data.earlier} /></Section>
        </div>
        <div class="stack-wide">
          <Person person={data.person} />
          {open && <Decide key={data.revision} data={data} onDone={again} />}
          <Referrals items={data.referrals} onChanged={again} />
          {!open && <Actions><ButtonLink href={href("/safety/reviews")}>{t("to_list")}</ButtonLink></Actions>}
        </div>
      </div>
    </div>
  );
}

/** One review as its holder decides it. Opening it is in the client's access log. */
export default function ReviewPage({ params }: PageProps) {
  const review_id = params.review_id!;
  const { data, error, again } = useLoad(() => get("/api/safety/reviews/{review_id}", { path: { review_id } }), [review_id]);
  const name = data && nameOf(data.person);
  return (
    <Page title={name ? t("title_of", { name }) : t("title")} lead={data && `${w.code("kind", data.review.kind)}. ${t("logged", { name: name ?? "" })}`}>
      {error !== undefined && <NotMine review_id={review_id} error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {data && <Opened data={data} again={again} />}
    </Page>
  );
}
