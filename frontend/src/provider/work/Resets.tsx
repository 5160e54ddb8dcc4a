import type { Answer } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_people";
import { href } from "../../shared/router";
import { Row, Rows } from "../../shared/ui";
import { dueBy, mine } from "../staff";

const t = words<typeof en>("staff_people");

/** Who cannot get in for want of their second factor: roles and times; who it is opens one at a time. */
export function Resets({ found }: { found: Answer<"/api/second-factor", "get"> }) {
  if (!found.items.length) return null;
  return (
    <section class="stack-tight">
      <h2>{t("resets")}</h2>
      <Rows label={t("resets")}>
        {found.items.map((one) => {
          const late = Date.parse(one.due_by) <= now();
          return (
            <Row key={one.person_id} href={href(`/work/second-factor/${one.person_id}`)} link={t("reset_open")} about={t.code("role", one.role)!}>
              <strong>{t.code("role", one.role)}</strong>
              <div class={late ? "due small" : "small second"}>{one.state === "approved" ? t("reset_approved") : dueBy(mine(one.due_by), late)}</div>
            </Row>
          );
        })}
      </Rows>
    </section>
  );
}
