import type { Signal } from "@preact/signals";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Check } from "../ui";
import { type Format, hasSound } from "./format";

const t = words<typeof en>("call");

/** Before a call: whether the other side may learn this device's internet address, from which a town can be guessed. */
export function RelayChoice({ relayOnly, format }: { relayOnly: Signal<boolean>; format: Format }) {
  return <Check name="relay-only" label={t("relay_only")} hint={t(hasSound(format) ? "relay_only_hint" : "relay_only_hint_written")} checked={relayOnly.value} onChecked={(checked) => (relayOnly.value = checked)} />;
}
