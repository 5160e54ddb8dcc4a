import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/call";

const t = words<typeof en>("call");

/** A sentence about who came or went last, for a live region. names: who is here now. */
export function usePresence(names: string[]): string {
  const before = useRef<string[]>(names);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const come = names.filter((name) => !before.current.includes(name));
    const gone = before.current.filter((name) => !names.includes(name));
    before.current = names;
    const words = [...come.map((name) => t("joined", { name })), ...gone.map((name) => t("gone", { name }))];
    if (words.length) setSaid(words.join(" "));
  }, [names.join("|")]);
  return said;
}
