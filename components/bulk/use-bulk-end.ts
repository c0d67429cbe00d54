"use client";
import { useEffect } from "react";
import { onBulkEnd } from "#components/bulk/store.ts";
import type { Change } from "#components/list/use-rows.ts";

/** Has a list forget what it had loaded when a bulk action has ended: the page is then fetched again. */
export function useBulkEnd(change: Change): void {
  useEffect(() => onBulkEnd(() => change({ type: "outdated" })), [change]);
}
