import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_clients";
import { Button, Failed, useLoad, useSave } from "../../shared/ui";

const t = words<typeof en>("staff_clients");

interface Paged<T> {
  items: T[];
  next?: string | null;
}

/** What is shared, or null where the answer is that there is nothing here. */
async function ifShared<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  });
}

/** Entries a client shares, page by page; null where they share nothing, also once they stop between two pages. */
export function useMore<T>(page: (cursor: string | undefined) => Promise<Paged<T>>, inputs: unknown[]) {
  const { data, error, again, set } = useLoad(() => ifShared(page(undefined)), inputs);
  const more = useSave(async () => {
    const later = await ifShared(page(data?.next ?? undefined));
    set(later && { items: [...(data?.items ?? []), ...later.items], next: later.next ?? null });
  });
  return { data, error, again, more };
}

/** The way to the entries before those shown, where there are any. */
export function Earlier({ data, more }: Pick<ReturnType<typeof useMore>, "data" | "more">) {
  if (!data?.next) return null;
  return (
    <>
      {more.error !== undefined && <Failed error={more.error} />}
      <p><Button look="quiet" busy={more.busy && t("getting_more")} onClick={() => more.run()}>{t("earlier")}</Button></p>
    </>
  );
}
