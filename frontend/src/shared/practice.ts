/** What the practice says of itself to everybody: loaded once, needed by no page to show crisis help. */
import { signal } from "@preact/signals";
import type { Answer } from "./api/client";
import { get } from "./api/client";

export type Practice = Answer<"/api/practice", "get">;

export const practice = signal<Practice | null>(null);

let loading: Promise<Practice> | undefined;

export function loadPractice(): Promise<Practice> {
  loading ??= get("/api/practice").then(
    (answer) => (practice.value = answer),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
