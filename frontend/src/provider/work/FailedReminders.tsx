import { useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, Failed, Rows, useSave } from "../../shared/ui";
import { mine } from "../staff";

const t = words<typeof en>("staff_work");

type FailedList = Answer<"/api/reminders/failed", "get">;
type Reminder = FailedList["items"][number];

const REFUSED: Record<string, keyof typeof en> = { not_booked: "reminder_not_booked", already_begun: "reminder_begun" };

/** A sentence for why one cannot be sent again, undefined for what is not about it. */
function refusal(error: unknown): string | undefined {
  const key = error instanceof ApiError ? REFUSED[error.code] : undefined;
  return key && t(key);
}

function FailedReminder({ reminder, onDone }: { reminder: Reminder; onDone: () => void }) {
  const path = { reminder_id: reminder.id };
  const retry = useSave(async () => (await post("/api/reminders/failed/{reminder_id}/retry", undefined, { path }), onDone()));
  const handle = useSave(async () => (await post("/api/reminders/failed/{reminder_id}/handled", undefined, { path }), onDone()));
  const error = retry.error ?? handle.error;
  const number = t("reminder_number", { number: reminder.id.slice(-6) });
  return (
    <li>
      <div>
        <strong>{t.code("reminder_channel", reminder.channel)}</strong> <span class="second small">{number}</span>
        <div class="second">{t.code("reminder_state", reminder.state)}</div>
        <div class="second small">{t("raised", { when: dayAndTime(mine(reminder.at)) })}</div>
        {error !== undefined && <Failed error={error}>{refusal(error)}</Failed>}
      </div>
      <Actions>
        <Button look="quiet" busy={retry.busy && t("reminder_retrying")} onClick={() => retry.run()}>{t("reminder_retry")}<span class="visually-hidden"> {number}</span></Button>
        <Button look="text" busy={handle.busy && t("reminder_handling")} onClick={() => handle.run()}>{t("reminder_handled")}<span class="visually-hidden"> {number}</span></Button>
      </Actions>
    </li>
  );
}

/** Reminders that did not go out: channel, state and since when. Whose they are is not shown and not opened. */
export function FailedReminders({ found, set }: { found: FailedList; set: (found: FailedList) => void }) {
  const [done, setDone] = useState("");
  const earlier = useSave(async () => {
    const next = await get("/api/reminders/failed", { query: { cursor: found.next } });
    set({ items: [...found.items, ...next.items], next: next.next });
  });
  const without = (id: string) => (setDone(id), set({ ...found, items: found.items.filter((one) => one.id !== id) }));
  return (
    <>
      <div role="status" class="visually-hidden">{done && t("reminder_done", { number: done.slice(-6) })}</div>
      {(found.items.length > 0 || found.next) && (
        <section class="stack-tight">
          <h2>{t("reminders")}</h2>
          <p class="second small">{t("reminders_lead")}</p>
          <Rows label={t("reminders")}>
            {found.items.map((one) => <FailedReminder key={one.id} reminder={one} onDone={() => without(one.id)} />)}
          </Rows>
          {found.next && <div><Button look="quiet" busy={earlier.busy && t("getting")} onClick={() => earlier.run()}>{t("reminders_earlier")}</Button></div>}
          {earlier.error !== undefined && <Failed error={earlier.error} />}
        </section>
      )}
    </>
  );
}
