import type { Signal } from "@preact/signals";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Check } from "../ui";

const t = words<typeof en>("call");

/** Before a call: whether the other side may learn this device's internet address, from which a town can be guessed. */
export function RelayChoice({ relayOnly }: { relayOnly: Signal<boolean> }) {
  return <Check name="relay-only" label={t("relay_only")} hint={t("relay_only_hint")} checked={relayOnly.value} onChecked={(checked) => (relayOnly.value = checked)} />;
}
