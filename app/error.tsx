"use client";
import { ErrorView } from "#components/errors/error-view.tsx";

/** Pages that failed outside of a frame of their own. */
export default function RootError(props: { error: unknown; retry: () => void }) {
  return (
    <main>
      <ErrorView {...props} />
    </main>
  );
}
