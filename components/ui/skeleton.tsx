/** A quiet bar where text will be. */
export function Skeleton({ className = "" }: { className?: string }) {
  return <span aria-hidden className={`block rounded-sm bg-sunken pulse ${className}`} />;
}
