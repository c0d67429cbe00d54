"use client";
import { useState } from "react";
import type { Opened } from "#components/preview/use-opened.ts";
import type { OpenedDocument } from "#lib/documents/types.ts";

/** A document in view; another `attempt` is shown from the beginning. */
type Staying = { opened: OpenedDocument; attempt: number };

type View = {
  /** What stays in view; null while there is nothing yet. */
  staying: Staying | null;
  /** Whether to say that the document was refused. */
  refused: boolean;
  renew: (options?: { ahead: boolean }) => void;
  retry: () => void;
};

/**
 * Keeps a document in view while its signature is renewed, with its page, its place and its search. Where it is renewed
 * ahead of time and that fails, it stays too.
 */
export function useStaying(state: Opened, renew: () => void): View {
  const [staying, setStaying] = useState<Staying | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [ahead, setAhead] = useState(false);
  if (state.is === "open" && staying?.opened !== state.opened) {
    setStaying({ opened: state.opened, attempt });
    setAhead(false);
  }
  return {
    staying,
    refused: state.is === "refused" && !(ahead && staying !== null),
    renew: (options) => {
      setAhead(options?.ahead ?? false);
      renew();
    },
    retry: () => {
      setStaying(null);
      setAttempt(attempt + 1);
      renew();
    },
  };
}
