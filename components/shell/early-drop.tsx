/**
 * Files that are let go before the page's own script runs would take its place: the browser opens what nobody takes. On
 * their way down, for React stops a dragenter over a part of the page that it has not yet made its own.
 */
const SCRIPT = `for(const n of["dragenter","dragover","drop"])addEventListener(n,e=>{if(e.dataTransfer?.types.includes("Files"))e.preventDefault()},true)`;

/** Keeps the page in its place from its first moment on. Runs before everything else, under the response's nonce. */
export function EarlyDrop({ nonce }: { nonce: string }) {
  return (
    <script
      nonce={nonce}
      // Browsers hide the nonce from the page once they have checked it.
      suppressHydrationWarning
      // oxlint-disable-next-line react/no-danger -- a constant of this file.
      dangerouslySetInnerHTML={{ __html: SCRIPT }}
    />
  );
}
