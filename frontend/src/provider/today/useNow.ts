import { useEffect, useState } from "preact/hooks";
import { now } from "../../shared/api/now";

/** The present moment by the API's clock; the page renders again twice a minute. */
export function useNow(): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now();
}
