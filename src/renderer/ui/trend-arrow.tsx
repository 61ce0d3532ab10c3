const PATHS = {
  rising: 'M2 12L8 5L14 12Z',
  falling: 'M2 4L8 11L14 4Z',
  steady: 'M2 6.5H14V9.5H2Z',
} as const;

/** Where a figure is going; the word stands beside it. */
export function TrendArrow({ turn }: { readonly turn: keyof typeof PATHS }) {
  return (
    <svg className={`trend trend-${turn}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[turn]} />
    </svg>
  );
}
