import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_review";
import { href } from "../../shared/router";
import { stateName } from "../../shared/states";
import { timeOf, zonePlace } from "../../shared/time";
import { Facts } from "../../shared/ui";
import { nameOf } from "../staff";
import type { Case } from "./ReviewPage";

const t = words<typeof en>("staff_review");

/** Whom it is about and how they and their people are reached, on their own clock. */
export function Person({ person }: { person: Case["person"] }) {
  const contact = person.emergency_contact;
  return (
    <section class="stack-tight">
      <h2>{t("reach", { name: nameOf(person) })}</h2>
      <Facts
        items={[
          [t("phone"), person.phone ? <a class="nowrap" href={`tel:${person.phone}`}>{person.phone}</a> : t("not_told")],
          [t("emergency_contact"), contact ? <>{contact.name}{contact.relation && ` (${contact.relation})`}, <a class="nowrap" href={`tel:${contact.phone}`}>{contact.phone}</a></> : t("not_told")],
          [t("their_time"), `${timeOf({ start: person.local_now, zone: person.zone })}, ${zonePlace(person.zone)}`],
          [t("lives_in"), person.home_state ? stateName(person.home_state) : t("not_told")],
          [t("age"), person.age === null ? t("not_told") : t("years", { age: person.age })],
          [t("language"), t.code("language", person.language) ?? person.language],
          ...(person.pronouns ? [[t("pronouns"), person.pronouns] as [string, string]] : []),
        ]}
      />
      <p><a href={href("/safety")}>{t("safety_steps")}</a></p>
    </section>
  );
}
