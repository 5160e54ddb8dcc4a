import { useState } from "preact/hooks";
import { type Answer, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/session";
import { Actions, AnswerList, Button, Failed, Notice, useSave } from "../../shared/ui";
import type { Session } from "./appointment";

const t = words<typeof en>("session");

export type Given = Answer<"/api/appointments/{appointment_id}/check-out", "get">["items"][number];

const questions = ["heard", "helped"] as const;
const degrees = ["1", "2", "3", "4", "5"] as const;
/** "Not at all" and "a little" are answered with what can be done about it. */
const low = 2;

function numberOf(answer: string | null): number | null {
  return answer === null ? null : Number(answer);
}

function Thanks({ session, given }: { session: Session; given: Given }) {
  const unwell = questions.some((question) => (given[question] ?? 5) <= low);
  return (
    <div class="stack-tight">
      <p role="status">{t("answers_kept", { name: session.firstName })}</p>
      {unwell && (
        <Notice title={t("low_title")}>
          <p>{t("low_text", { name: session.firstName })}</p>
          <ul>
            <li><a class="lone" href="/messages">{t("low_write", { name: session.firstName })}</a></li>
            <li><a class="lone" href="/matches">{t("low_another")}</a></li>
            <li><a class="lone" href="/help">{t("low_help")}</a></li>
          </ul>
        </Notice>
      )}
    </div>
  );
}

/** Two questions after a session; either or both may be passed over. */
export function CheckOut({ session, before }: { session: Session; before: Given | null }) {
  const [answers, setAnswers] = useState<Record<(typeof questions)[number], string | null>>({ heard: null, helped: null });
  const [given, setGiven] = useState(before);
  const [passed, pass] = useState(false);
  const save = useSave(async () => {
    const body = { heard: numberOf(answers.heard), helped: numberOf(answers.helped) };
    const { items } = await put("/api/appointments/{appointment_id}/check-out", body, { path: { appointment_id: session.appointment.id } });
    setGiven(items[0] ?? null);
  });
  if (given) return <Thanks session={session} given={given} />;
  if (passed) return <p role="status">{t("passed_over")}</p>;
  const submit = (event: Event) => {
    event.preventDefault();
    if (answers.heard === null && answers.helped === null) pass(true);
    else void save.run();
  };
  return (
    <form class="stack" onSubmit={submit}>
      <h2>{t("check_out_title")}</h2>
      <p class="second">{t("check_out_who", { name: session.therapist })}</p>
      {questions.map((question) => (
        <AnswerList
          key={question}
          name={question}
          legend={t(`ask_${question}`, { name: session.firstName })}
          value={answers[question]}
          onValue={(answer) => setAnswers((earlier) => ({ ...earlier, [question]: answer }))}
          options={degrees.map((degree) => ({ value: degree, label: t(`degree_${degree}`) }))}
        />
      ))}
      {save.error !== undefined && <Failed error={save.error} />}
      <Actions>
        <Button type="submit" look="quiet" busy={save.busy && t("keeping_answers")}>{t("keep_answers")}</Button>
        <Button look="text" onClick={() => pass(true)}>{t("pass_over")}</Button>
      </Actions>
    </form>
  );
}
