/** "Now" as the API sees it: the local clock can be moved in tests, and a device's clock can be wrong. */
import { signal } from "@preact/signals";

const offset = signal(0);

export function hearNow(header: string | null): void {
  const told = header ? Date.parse(header) : NaN;
  if (!Number.isNaN(told)) offset.value = told - Date.now();
}

/** Milliseconds since 1970 by the API's clock. */
export function now(): number {
  return Date.now() + offset.value;
}
