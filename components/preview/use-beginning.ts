"use client";
import { useEffect, useState } from "react";
import { decodeText } from "#components/preview/decode.ts";

/** The beginning of a text on its way. */
type Beginning = { is: "loading" } | { is: "failed" } | { is: "read"; text: string; bytes: number };

/** Bytes of a text that are read: more than anybody reads here, little enough for any browser. */
export const MOST_BYTES = 1024 * 1024;

/** Reads the first MiB of a text from its signed address. */
export function useBeginning(url: string): Beginning {
  const [state, setState] = useState<Beginning>({ is: "loading" });
  useEffect(() => {
    const control = new AbortController();
    fetch(url, { headers: { range: `bytes=0-${MOST_BYTES - 1}` }, signal: control.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The store answered ${response.status}`);
        const bytes = new Uint8Array(await response.arrayBuffer()).subarray(0, MOST_BYTES);
        setState({ is: "read", text: decodeText(bytes), bytes: bytes.length });
      })
      .catch(() => control.signal.aborted || setState({ is: "failed" }));
    return () => control.abort();
  }, [url]);
  return state;
}
