import { useEffect, useState } from "preact/hooks";

/** Draw again every so many seconds, for clocks. */
export function useTick(seconds: number): void {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((turn) => turn + 1), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
}
