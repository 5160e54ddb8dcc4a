/** The one next step on Home, by priority. Pure: facts in, step out. */
import { isDue, type Homework, openOnes } from "../../shared/homework/homework";
import type { Intake } from "../intake/draft";
import { isComing, type Appointment } from "../scheduling/appointments";

export type Next =
  | { step: "join" | "session"; session: Appointment }
  | { step: "homework"; homework: Homework }
  | { step: "consents" | "plan" | "measure" | "intake" | "wait" | "waitlist" | "choose" | "book" };

export interface Facts {
  intake: Pick<Intake, "status" | "result">;
  /** After a positive or acute screen, while no safety plan is written. */
  planMissing: boolean;
  appointments: readonly Appointment[];
  inCare: boolean;
  /** A check-in is due today or before. */
  measureDue?: boolean;
  /** On the waiting list, and nobody has opened yet. */
  waiting: boolean;
  /** Documents still to agree to; undefined while not asked for. */
  consentsMissing: boolean;
  homework: readonly Homework[];
  /** YYYY-MM-DD by the client's own calendar. */
  today: string;
  now: number;
}

const hour = 3_600_000;

/** Home is the way into the session from an hour before it to its end. */
function joinable(session: Appointment, now: number): boolean {
  return Date.parse(session.start) - now <= hour;
}

export function nextStep({ intake, planMissing, appointments, inCare, waiting, consentsMissing, measureDue, homework, today, now }: Facts): Next {
  const session = appointments.find((one) => isComing(one, now));
  if (session && Date.parse(session.start) - now <= 24 * hour) return { step: joinable(session, now) ? "join" : "session", session };
  if (planMissing) return { step: "plan" };
  if (consentsMissing) return { step: "consents" };
  if (measureDue && intake.status === "submitted") return { step: "measure" };
  if (intake.status !== "submitted") return session ? { step: "session", session } : { step: "intake" };
  const [first] = openOnes(homework);
  if (first && inCare && (!session || isDue(first, today))) return { step: "homework", homework: first };
  if (session) return { step: "session", session };
  if (inCare) return { step: "book" };
  if (intake.result?.next_step === "wait_for_clinician") return { step: "wait" };
  return { step: waiting ? "waitlist" : "choose" };
}

/** The coming session, where something else is the next step: it stays on the page. */
export function sessionBeside(next: Next, appointments: readonly Appointment[], now: number): Appointment | undefined {
  return "session" in next ? undefined : appointments.find((one) => isComing(one, now));
}

export type Beside = "plan" | "consents" | "measure" | "intake";

/** What else is due beside the next step, most important first. Getting in is asked for one step at a time, unless a session is what comes next. */
export function besides(next: Next, { intake, planMissing, consentsMissing, measureDue }: Pick<Facts, "intake" | "planMissing" | "consentsMissing" | "measureDue">): Beside[] {
  const submitted = intake.status === "submitted";
  const due = { plan: planMissing, consents: consentsMissing, measure: measureDue && submitted, intake: !submitted && "session" in next };
  return (Object.keys(due) as Beside[]).filter((one) => due[one] && one !== next.step);
}
