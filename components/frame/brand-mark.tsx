/** The sign of the product: a line of text that stands on its ground. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <rect x="3" y="13.25" width="18" height="7.75" rx="1.5" className="fill-mark stroke-mark-line" />
      <path d="M6 9.5h12M6 5h7.5" stroke="currentColor" strokeWidth="2.25" strokeLinecap="round" />
      <path
        d="M6 17.1h8.5"
        stroke="currentColor"
        strokeWidth="2.25"
        strokeLinecap="round"
        className="text-on-mark"
      />
    </svg>
  );
}
