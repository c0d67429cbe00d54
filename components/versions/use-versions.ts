"use client";
import { useCallback } from "react";
import { type Continued, useContinued } from "#components/list/use-continued.ts";
import { listVersionsAction } from "#lib/versions/actions.ts";
import type { VersionPage } from "#lib/versions/types.ts";

export type Versions = Continued<VersionPage> & {
  /** Leaves out one that is gone. */
  drop: (number: number) => void;
  /** Leaves the current one alone. */
  dropOld: () => void;
};

/** The versions of a document, and more of them on demand; null until they are known. */
export function useVersions(id: string): Versions {
  const ask = useCallback((below: number | null) => listVersionsAction({ id, below }), [id]);
  const list = useContinued(ask, joined);
  const { change } = list;
  const drop = useCallback(
    (number: number) =>
      change((known) => ({
        ...known,
        versions: known.versions.filter((version) => version.number !== number),
      })),
    [change],
  );
  const dropOld = useCallback(
    () =>
      change((known) => ({
        ...known,
        versions: known.versions.filter(({ isCurrent }) => isCurrent),
        next: null,
      })),
    [change],
  );
  return { ...list, drop, dropOld };
}

const joined = (before: VersionPage, { versions, next }: VersionPage): VersionPage => ({
  ...before,
  versions: [...before.versions, ...versions],
  next,
});
