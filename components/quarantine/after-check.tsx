"use client";
import { useEffect, useEffectEvent } from "react";
import { watchCheck } from "#components/quarantine/watch.ts";

/** Does something when a file has been checked for viruses. */
export function AfterCheck({ id, onDone }: { id: string; onDone: () => void }) {
  const done = useEffectEvent(onDone);
  useEffect(() => watchCheck(id, () => done()), [id]);
  return null;
}
