import { type Answer, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, Failed, Rows, useSave } from "../../shared/ui";

const t = words<typeof en>("staff_work");

type AbsenceList = Answer<"/api/absences", "get">;
type One = AbsenceList["items"][number];

function Absence({ one, onDone }: { one: One; onDone: () => void }) {
  const save = useSave(async () => (await post("/api/absences/{appointment_id}/handled", undefined, { path: { appointment_id: one.appointment_id } }), onDone()));
  const number = t("absence_number", { number: one.appointment_id.slice(-6) });
  return (
    <li>
      <div>
        <strong>{one.provider}</strong> <span class="second small">{number}</span>
        <div class={one.state === "waiting" ? "due" : "second"}>{t.code("absence", one.state)}</div>
        <div class="second small">{t("absence_start", { when: dayAndTime(one) })}</div>
        {save.error !== undefined && <Failed error={save.error} />}
      </div>
      <Actions><Button look="text" busy={save.busy && t("absence_handling")} onClick={() => save.run()}>{t("absence_handled")}<span class="visually-hidden"> {number}</span></Button></Actions>
    </li>
  );
}

/** Sessions whose therapist has not come: whose, when and how it stands, never with whom. */
export function Absences({ found, set }: { found: AbsenceList; set: (found: AbsenceList) => void }) {
  if (!found.items.length) return null;
  return (
    <section class="stack-tight">
      <h2>{t("absences")}</h2>
      <p class="second small">{t("absences_lead")}</p>
      <Rows label={t("absences")}>
        {found.items.map((one) => <Absence key={one.appointment_id} one={one} onDone={() => set({ ...found, items: found.items.filter((other) => other !== one) })} />)}
      </Rows>
    </section>
  );
}
