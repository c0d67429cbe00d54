"use client";
import type { ComponentProps } from "react";
import { MatchBar } from "#components/bulk/match-bar.tsx";
import { SelectionActions } from "#components/documents/selection-actions.tsx";

type Props = { actions: ComponentProps<typeof SelectionActions>; match: ComponentProps<typeof MatchBar> };

/** What can be done with the selected rows, and how to select more of them. Fetched in one piece, at a person's first sign. */
export function SelectionBar({ actions, match }: Props) {
  return (
    <>
      <SelectionActions {...actions} />
      <MatchBar {...match} />
    </>
  );
}
