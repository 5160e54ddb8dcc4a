import type { Answer } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { Rows } from "../../shared/ui";
import { dueBy } from "../staff";

const t = words<typeof en>("staff_work");

/** Threads whose answer is late: whose they are and since when, never with whom or what was written. */
export function LateThreads({ found }: { found: Answer<"/api/late-threads", "get"> }) {
  if (!found.items.length) return null;
  return (
    <section class="stack-tight">
      <h2>{t("overdue_messages")}</h2>
      <p class="second small">{t("overdue_lead")}</p>
      <Rows label={t("overdue_messages")}>
        {found.items.map((one) => (
          <li key={one.thread_id}>
            <div>
              <strong>{t("overdue_thread", { name: one.provider, number: one.thread_id.slice(-6) })}</strong>
              <div class="due small">{dueBy({ start: one.due_local, zone_name: one.zone_name }, true)}</div>
            </div>
          </li>
        ))}
      </Rows>
    </section>
  );
}
