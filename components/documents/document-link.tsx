"use client";
import type { MouseEvent, ReactNode } from "react";
import type { RowActions } from "#components/documents/document-actions.tsx";

/** A plain click; with a modifier besides Shift the browser opens a tab of its own. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.altKey;
}

/** Where the link of an item is found again, to give the focus back to it. */
export function rowLinkId(id: string): string {
  return `document-${id}`;
}

/** Opens a document, from anywhere on its row or card; with Shift it selects up to it. */
export function DocumentLink(props: {
  id: string;
  title: string;
  actions: RowActions;
  className: string;
  children: ReactNode;
}) {
  const { id, title, actions, className, children } = props;
  return (
    <a
      id={rowLinkId(id)}
      data-open={id}
      href={`/documents?open=${id}`}
      onClick={(event) => {
        const shift = event.shiftKey;
        if (!shift && !isPlain(event)) return;
        event.preventDefault();
        if (shift) actions.extend(id);
        else actions.open(id);
      }}
      title={title}
      className={`font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent ${className}`}
    >
      {children}
    </a>
  );
}
