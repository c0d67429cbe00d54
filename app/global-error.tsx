"use client";
import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import { lazy, Suspense } from "react";

// Every page loads this file; the words in every language come only when they are needed.
const BareError = lazy(async () => ({
  default: (await import("#components/errors/bare-error.tsx")).BareError,
}));

/** The last resort, when not even the document could be made. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Athena Docs</title>
        <main>
          <Suspense>
            <BareError {...props} />
          </Suspense>
        </main>
      </body>
    </html>
  );
}
