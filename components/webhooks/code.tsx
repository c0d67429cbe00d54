/** Text as a program wrote it. It can be scrolled by keyboard. */
export function Code({ label, children }: { label: string; children: string }) {
  return (
    // A region that scrolls must be reachable.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={label} tabIndex={0} className="mt-1 max-h-96 overflow-auto rounded-md bg-sunken">
      <pre className="p-3 font-mono text-small whitespace-pre-wrap wrap-anywhere">{children}</pre>
    </section>
  );
}
