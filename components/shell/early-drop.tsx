/** Files that are let go before the page's own script runs would take its place: the browser opens what nobody takes. */
const SCRIPT = `for(const n of["dragover","drop"])addEventListener(n,e=>{if(e.dataTransfer?.types.includes("Files"))e.preventDefault()})`;

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
