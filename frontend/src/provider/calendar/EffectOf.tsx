import { words } from "../../shared/i18n";
import type booking from "../../shared/i18n/en/staff_booking";
import type en from "../../shared/i18n/en/staff_hours";
import { draftKey } from "../../shared/messages/useServerDraft";
import { href } from "../../shared/router";
import { beginDraft } from "../../shared/session/drafts";
import { dayAndTime, dayOf, shortDay } from "../../shared/time";
import { Rows } from "../../shared/ui";
import type { ClientRow } from "../clients/caseload";
import { nameOf } from "../staff";
import "./calendar.css";
import type { Effect } from "./useEffectOf";

const t = words<typeof en>("staff_hours");
const b = words<typeof booking>("staff_booking");

/** Open times before and after, dates when clocks change, and the sessions that would lie outside, each with a way to write to the client. */
export function EffectOf({ effect, clients }: { effect: Effect | null; clients: readonly ClientRow[] }) {
  if (!effect) return <p class="small second" role="status">{t("looking")}</p>;
  const [before, after] = (["before", "after"] as const).map((key) => effect.days.reduce((sum, day) => sum + day[key], 0)) as [number, number];
  const span = { from: shortDay(effect.days[0]!.date), to: shortDay(effect.days.at(-1)!.date) };
  return (
    <div class="effect small" role="status">
      <p>{t.count("open_then", after, span)} {after === before ? t("as_now") : before === 0 ? t("now_open_none") : t("now_open", { count: before })}</p>
      {effect.days.map((day) => day.clocks && <p key={day.date}>{t(`clocks_${day.clocks}`, { day: dayOf(day.date) })}</p>)}
      {effect.outside.length === 0 ? <p>{t("nobody")}</p> : (
        <>
          <p><strong>{t.count("outside", effect.outside.length)}</strong> {t.count("stay", effect.outside.length)}</p>
          <Rows label={t("outside_list")}>
            {effect.outside.map((one) => {
              const client = clients.find((row) => row.id === one.client_ids[0]);
              return (
                <li key={one.id}>
                  <div><a href={href(`/calendar/session/${one.id}`)}>{dayAndTime(one)}</a>{client && `, ${nameOf(client)}`}</div>
                  {client?.thread_id && (
                    <a class="row-link" href={href(`/messages/${client.thread_id}`)} onClick={() => beginDraft(draftKey(client.thread_id), b("ask_to_move", { name: client.name, time: dayAndTime(one) }))}>
                      {t("write")}<span class="visually-hidden"> {nameOf(client)}, {dayAndTime(one)}</span>
                    </a>
                  )}
                </li>
              );
            })}
          </Rows>
        </>
      )}
    </div>
  );
}
