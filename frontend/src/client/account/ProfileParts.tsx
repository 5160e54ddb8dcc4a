import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/account";
import type common from "../../shared/i18n/en/common";
import { stateOptions } from "../../shared/states";
import { zonePlace, zoneTitle } from "../../shared/time";
import { Field, Select } from "../../shared/ui";
import { type ProfileForm, zoneChoices } from "./profileForm";

const t = words<typeof en>("account");
const c = words<typeof common>("common");

interface PartProps {
  form: ProfileForm;
  set: (part: Partial<ProfileForm>) => void;
  /** The sentence about a field, if it has to be mended. */
  at: (field: string) => string | undefined;
  /** The zone the device is set to. */
  detected: string;
}

export function Who({ form, set, at, detected }: PartProps) {
  const zones = zoneChoices(detected, form.zone).map((zone) => ({ value: zone, label: zoneTitle(zone) }));
  return (
    <>
      <Field label={t("profile_name")} value={form.preferred_name} onValue={(preferred_name) => set({ preferred_name })} error={at("preferred_name")} name="nickname" autocomplete="nickname" maxLength={120} />
      <Select label={t("profile_state")} hint={t("profile_state_hint")} options={stateOptions()} empty={c("choose")} value={form.home_state} onValue={(home_state) => set({ home_state })} error={at("home_state")} name="state" autocomplete="address-level1" />
      <Select label={t("profile_zone")} hint={t("profile_zone_detected", { zone: zonePlace(detected) })} options={zones} value={form.zone} onValue={(zone) => set({ zone })} name="zone" />
      <Field label={t("profile_pronouns")} hint={c("optional")} value={form.pronouns} onValue={(pronouns) => set({ pronouns })} name="pronouns" maxLength={120} />
      <Field label={t("profile_birth")} hint={t("profile_birth_hint")} type="date" short value={form.birth_date} onValue={(birth_date) => set({ birth_date })} name="bday" autocomplete="bday" />
    </>
  );
}

export function Contact({ form, set, at }: PartProps) {
  return (
    <>
      <Field label={t("profile_phone")} hint={t("profile_phone_hint")} type="tel" short value={form.phone} onValue={(phone) => set({ phone })} error={at("phone")} name="tel" autocomplete="tel" maxLength={23} />
      <fieldset class="form">
        <legend class="field-label">{t("profile_contact")}</legend>
        <p class="small second">{t("profile_contact_hint")} {c("optional")}</p>
        <Field label={t("profile_contact_name")} value={form.contact_name} onValue={(contact_name) => set({ contact_name })} error={at("contact_name")} name="contact-name" autocomplete="off" maxLength={120} />
        <Field label={t("profile_contact_phone")} type="tel" short value={form.contact_phone} onValue={(contact_phone) => set({ contact_phone })} error={at("contact_phone")} name="contact-phone" autocomplete="off" maxLength={23} />
        <Field label={t("profile_contact_relation")} short value={form.contact_relation} onValue={(contact_relation) => set({ contact_relation })} name="contact-relation" autocomplete="off" maxLength={120} />
      </fieldset>
    </>
  );
}
