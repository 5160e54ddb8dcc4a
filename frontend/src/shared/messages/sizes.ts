import { language } from "../i18n";

/** "312 KB", "1.4 MB" */
export function sizeOf(bytes: number): string {
  const inMegabytes = bytes >= 1_000_000;
  const format = new Intl.NumberFormat(language.value, { style: "unit", unit: inMegabytes ? "megabyte" : "kilobyte", maximumFractionDigits: inMegabytes ? 1 : 0 });
  return format.format(inMegabytes ? bytes / 1_000_000 : Math.max(1, bytes / 1000));
}
