/** The questionnaires word for word, asked for once: they are the same for everybody. */
import { type Answer, get } from "../../shared/api/client";

export type Instrument = Answer<"/api/instruments", "get">["items"][number];

let loading: Promise<Instrument[]> | undefined;

export async function loadInstrument(slug: string): Promise<Instrument> {
  loading ??= get("/api/instruments").then(
    ({ items }) => items,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return (await loading).find((one) => one.slug === slug)!;
}
