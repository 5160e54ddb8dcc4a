/** The questionnaires word for word, asked for once: they are the same for everybody. */
import { type Answer, get } from "../../shared/api/client";

export type Instrument = Answer<"/api/instruments", "get">["items"][number];

let loading: Promise<Instrument[]> | undefined;
let held: Instrument[] = [];

export async function loadInstruments(): Promise<Instrument[]> {
  loading ??= get("/api/instruments").then(
    ({ items }) => items,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return (held = await loading);
}

export async function loadInstrument(slug: string): Promise<Instrument> {
  await loadInstruments();
  return heldInstrument(slug)!;
}

/** The questionnaire where it has been asked for before. */
export function heldInstrument(slug: string): Instrument | undefined {
  return held.find((one) => one.slug === slug);
}

const item9 = 9;

/** Whether this is the question about thoughts of death or self-harm. */
export function isItem9(slug: string, item: number): boolean {
  return slug === "phq-9" && item === item9;
}

/** Whether what is said opens the risk screen. */
export function namesDanger(slug: string, item: number, said: string | null): boolean {
  return isItem9(slug, item) && Number(said) > 0;
}
