import { useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Actions, Button, Dialog, Notice } from "../ui";
import type { Verification } from "./verification";

const t = words<typeof en>("call");

interface CompareCodeProps {
  /** Whom to compare with. */
  name: string;
  verification: Verification;
  /** Leave at once; the page then says how to reach each other by phone. */
  onDiffer: () => void;
}

function spaced(code: string): string {
  // In one piece, also where the line is too short for the words before it.
  return `${code.slice(0, 3)}\u00a0${code.slice(3)}`;
}

function Comparing({ name, verification, onDiffer, onClose }: CompareCodeProps & { onClose: () => void }) {
  const { code, own, other } = verification.state.value;
  const mark = () => {
    verification.mark();
    onClose();
  };
  return (
    <Dialog title={t("compare_title", { name })} onClose={onClose}>
      <div class="stack">
        {code ? <p class="compare-code" data-code={code}>{spaced(code)}</p> : <Notice kind="caution"><p>{code === null ? t("compare_broken") : t("compare_wait")}</p></Notice>}
        {code && <p>{t("compare_how", { name })}</p>}
        <p class="second">{t("compare_means")}</p>
        {other && <p>{t("compare_other", { name })}</p>}
        <Actions>
          {code && !own && <Button onClick={mark}>{t("compare_match")}</Button>}
          <Button look={code ? "quiet" : "primary"} onClick={onDiffer}>{t("compare_differ")}</Button>
          <Button look="text" onClick={onClose}>{t("close")}</Button>
        </Actions>
      </div>
    </Dialog>
  );
}

/** The six digits, and the dialog in which two people compare them. Nothing while there are none yet. */
export function CompareCode(props: CompareCodeProps) {
  const [open, setOpen] = useState(false);
  const { code, own, other } = props.verification.state.value;
  if (code === undefined && !open) return null;
  const said = own && other ? t("compared_both") : own ? t("compared_own") : other ? t("compared_other", { name: props.name }) : "";
  return (
    <>
      <button type="button" class="button text" data-compare onClick={() => setOpen(true)}>{code ? t("compare", { code: spaced(code) }) : t("compare_failed")}</button>
      {said && <small role="status"> {said}</small>}
      {open && <Comparing {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
