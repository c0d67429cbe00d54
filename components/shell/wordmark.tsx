/** The product's sign and name. */
export function Wordmark({ name }: { name: string }) {
  return (
    <>
      <svg aria-hidden viewBox="0 0 32 32" className="size-6 shrink-0 text-accent">
        <rect width="32" height="32" rx="8" fill="currentColor" />
        <path
          d="M9.5 23 16 8.5 22.5 23M12 18h8"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="font-semibold tracking-tight">{name}</span>
    </>
  );
}
