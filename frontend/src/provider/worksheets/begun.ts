/** What of a worksheet is not saved yet, as the practice's server keeps it: sealed, and there on every device of the therapist's. */
import { get, put } from "../../shared/api/client";
import type { Worksheet } from "../../shared/worksheets/worksheets";
import type { Sheet } from "./building";

export interface Begun {
  sheet: Sheet;
  /** Of the worksheet it began from; null for a new one. */
  version: number | null;
}

/** Where the draft of a worksheet is, or of the one that is not saved yet. */
export function placeOf(stored: Worksheet | null): string {
  return stored?.slug ?? "new";
}

export function versionOf(stored: Worksheet | null): number | null {
  return stored?.version ?? null;
}

export async function loadBegun(slug: string): Promise<Begun | null> {
  const { text, version } = await get("/api/worksheets/{slug}/draft", { path: { slug } });
  return text ? { sheet: JSON.parse(text) as Sheet, version } : null;
}

export function keepBegun(stored: Worksheet | null, sheet: Sheet) {
  return put("/api/worksheets/{slug}/draft", { text: JSON.stringify(sheet), version: versionOf(stored) }, { path: { slug: placeOf(stored) } });
}

export function dropBegun(stored: Worksheet | null) {
  return put("/api/worksheets/{slug}/draft", { text: "" }, { path: { slug: placeOf(stored) } });
}
