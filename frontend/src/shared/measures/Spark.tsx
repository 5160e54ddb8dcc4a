const [wide, high, edge] = [60, 20, 2];

/** Scores as one small line beside their words; it says nothing that the words do not. */
export function Spark({ totals }: { totals: readonly number[] }) {
  if (totals.length < 2) return null;
  const most = Math.max(...totals, 1);
  const points = totals.map((total, index) => `${edge + (index * (wide - 2 * edge)) / (totals.length - 1)},${high - edge - (total / most) * (high - 2 * edge)}`);
  return (
    <svg class="spark" width={wide} height={high} viewBox={`0 0 ${wide} ${high}`} aria-hidden="true" focusable="false">
      <polyline points={points.join(" ")} fill="none" stroke="currentColor" stroke-width="1.5" />
    </svg>
  );
}
