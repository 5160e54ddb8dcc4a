/** The levels of care a clinician chooses from, least care first. */
import type { Body } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_intake";

const t = words<typeof en>("staff_intake");

export type Level = Body<"/api/clients/{client_id}/assessments", "post">["level"];

const levels: readonly Level[] = ["outpatient_online", "needs_review", "higher_level_of_care", "emergency"];

/** For an AnswerList; call while rendering. */
export function levelOptions() {
  return levels.map((level) => ({ value: level, label: t.code("level", level) ?? level }));
}
