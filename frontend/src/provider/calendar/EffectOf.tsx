import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_hours";
import { href } from "../../shared/router";
import { dayAndTime, dayOf, shortDay } from "../../shared/time";
import { Row, Rows } from "../../shared/ui";
import type { ClientRow } from "../clients/caseload";
import type { Effect } from "./useEffectOf";

const t = words<typeof en>("staff_hours");

/** Open times before and after, dates when clocks change, and the sessions that would lie outside, each with a way to write to the client. */
export function EffectOf({ effect, clients }: { effect: Effect | null; clients: readonly ClientRow[] }) {
  if (!effect) return <p class="small second" role="status">{t("looking")}</p>;
  const [before, after] = (["before", "after"] as const).map((key) => effect.days.reduce((sum, day) => sum + day[key], 0)) as [number, number];
  const span = { from: shortDay(effect.days[0]!.date), to: shortDay(effect.days.at(-1)!.date) };
  return (
    <div class="effect small" role="status">
      <p>{t.count("open_then", after, span)} {after === before ? t("as_now") : t("now_open", { count: before })}</p>
      {effect.days.map((day) => day.clocks && <p key={day.date}>{t(`clocks_${day.clocks}`, { day: dayOf(day.date) })}</p>)}
      {effect.outside.length === 0 ? <p>{t("nobody")}</p> : (
        <>
          <p><strong>{t.count("outside", effect.outside.length)}</strong> {t("they_stay")}</p>
          <Rows label={t("outside_list")}>
            {effect.outside.map((one) => {
              const client = clients.find((row) => row.id === one.client_ids[0]);
              return (
                <Row key={one.id} {...(client?.thread_id ? { href: href(`/messages/${client.thread_id}`), link: t("write"), about: client.name } : {})}>
                  <a href={href(`/calendar/session/${one.id}`)}>{dayAndTime(one)}</a>{client && `, ${client.name}`}
                </Row>
              );
            })}
          </Rows>
        </>
      )}
    </div>
  );
}
