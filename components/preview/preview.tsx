"use client";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { PreviewBody } from "#components/preview/preview-body.tsx";
import { PreviewHeader } from "#components/preview/preview-header.tsx";
import { type InfoTab, PreviewInfo } from "#components/preview/preview-info.tsx";
import { useCover } from "#components/preview/use-cover.ts";
import { useFollowing } from "#components/preview/use-following.ts";
import { useInfo } from "#components/preview/use-info.ts";
import { useOpened } from "#components/preview/use-opened.ts";
import { usePrefetch } from "#components/preview/use-prefetch.ts";
import { usePreviewKeys } from "#components/preview/use-preview-keys.ts";
import { useWide } from "#components/preview/use-wide.ts";
import { hasPublicMenu, PublicMenu } from "#components/publishing/public-menu.tsx";
import { type Told, usePublication } from "#components/publishing/use-publication.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import { isShownToAll } from "#components/versions/is-shown-to-all.ts";
import { useNewest } from "#components/versions/use-newest.ts";
import { useOldVersion } from "#components/versions/use-old-version.ts";
import { useRestore } from "#components/versions/use-restore.ts";
import { VersionBar } from "#components/versions/version-bar.tsx";
import { VersionMenu } from "#components/versions/version-menu.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** What is nothing to the public: a document that is not known yet. */
const NOTHING = { id: "", publication: null } as const;

type Props = {
  id: string;
  /** Whether the address asks for full screen. */
  full: boolean;
  items: readonly DocumentItem[];
  onMove: (id: string) => void;
  onExpand: () => void;
  onShrink: () => void;
  onClose: () => void;
  onDelete: (item: DocumentItem) => void;
  /** Whether the reader may change the school's logo. */
  setsLogo: boolean;
  /** Hears what a file has become to the public. */
  onPublication: Told;
  /** Hears that something was said of it: it may not be what the list is narrowed to any more. */
  onDescribed: () => void;
  /** Brings its row into view, where it is in the list. */
  reveal: (id: string) => void;
  /** What gets the focus that was in here: the link of its row. */
  returnTo: (id: string) => HTMLElement | null;
};

/**
 * One document: in a panel beside the list, which stays as usable as it was, or over the whole window. It is the same
 * element in both, so that a film plays on and a page stays where it was when it grows.
 */
export function Preview(props: Props) {
  const { id, items, onMove, onExpand, onShrink, onClose, onDelete, setsLogo, reveal, returnTo } = props;
  const box = useRef<HTMLElement>(null);
  const t = useTranslations("preview");
  const wide = useWide();
  const full = props.full || !wide;
  const [tab, setTab] = useState<InfoTab>("details");
  const [looked, setLooked] = useState<{ id: string; number: number } | null>(null);
  const inView = looked?.id === id ? looked.number : null;
  const [info, toggleInfo] = useInfo(wide ? (full ? "full" : "panel") : "small");
  const { state, renew, shelf } = useOpened(id);
  const index = items.findIndex((item) => item.id === id);
  const item = items[index] ?? (state.is === "open" ? state.opened.document : undefined);
  const current = useNewest(id, items[index], state, renew);
  const past = useOldVersion(id, inView);
  const view = (number: number | null) => setLooked(number === null ? null : { id, number });
  const restore = useRestore(id);
  const { publication, tell } = usePublication(item ?? NOTHING, props.onPublication);
  const before = index > 0 ? items[index - 1] : undefined;
  const after = index >= 0 ? items[index + 1] : undefined;

  usePrefetch(state, [after, before], shelf);
  useCover(box, full);
  useFollowing(!full, onMove);
  // What is opened and what its neighbours are belongs to the list as well.
  useEffect(() => {
    reveal(id);
  }, [id, reveal]);
  // Said of the row itself: no other row is drawn again for it.
  useEffect(() => {
    const link = returnTo(id);
    link?.setAttribute("aria-current", "true");
    return () => link?.removeAttribute("aria-current");
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- its row comes and goes with the items.
  }, [id, items, returnTo]);
  // Where the focus was in here, it goes on in the row that was looked at last.
  const last = useRef({ id, returnTo });
  useEffect(() => {
    last.current = { id, returnTo };
  }, [id, returnTo]);
  const giveBack = useCallback(() => {
    const { activeElement } = document;
    const here = activeElement === document.body || box.current?.contains(activeElement);
    if (here) last.current.returnTo(last.current.id)?.focus({ preventScroll: true });
  }, []);
  useEffect(() => giveBack, [giveBack]);
  useEffect(() => (full ? giveBack : undefined), [full, giveBack]);

  const remove = () => {
    if (item === undefined) return;
    const next = after ?? before;
    if (next === undefined) onClose();
    else onMove(next.id);
    onDelete(item);
  };
  const keys = {
    escape: props.full && wide ? onShrink : onClose,
    before: before && (() => onMove(before.id)),
    after: after && (() => onMove(after.id)),
    remove: item?.canDelete === true && item.deletedAt === null ? remove : undefined,
    full: wide ? (full ? onShrink : onExpand) : undefined,
    info: toggleInfo,
  };
  usePreviewKeys(box, keys);

  return (
    <section
      ref={box}
      data-preview={full ? "full" : "panel"}
      {...(full && { role: "dialog", "aria-modal": true, "data-covers": "sheet", "data-full": "" })}
      aria-label={t("label", { name: item?.filename ?? "" })}
      tabIndex={-1}
      className={`group/preview fixed inset-y-0 right-0 flex flex-col bg-sunken transition-opacity duration-150 outline-none starting:opacity-0 ${full ? "left-0 z-40" : "z-10 w-(--panel) border-l border-line"}`}
    >
      <PreviewHeader
        id={id}
        item={item}
        full={full}
        info={info}
        publication={publication}
        publicMenu={
          item !== undefined &&
          hasPublicMenu(item, publication, setsLogo) && (
            <PublicMenu key={id} item={item} publication={publication} setsLogo={setsLogo} tell={tell} />
          )
        }
        more={
          item !== undefined && (
            <VersionMenu
              key={id}
              item={item}
              isPublic={isShownToAll(publication)}
              onVersions={() => {
                setTab("versions");
                if (!info) toggleInfo();
              }}
            />
          )
        }
        onPrevious={keys.before}
        onNext={keys.after}
        onDelete={keys.remove}
        onInfo={toggleInfo}
        onFull={keys.full}
        onClose={onClose}
      />
      <div className="flex min-h-0 flex-1 flex-col group-data-full/preview:lg:flex-row">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {inView !== null && (
            <VersionBar
              id={id}
              number={inView}
              onRestore={
                item?.canEdit && !isShownToAll(publication)
                  ? () => void restore(inView).then((why) => (why === null ? view(null) : sayFailed(why)))
                  : undefined
              }
              onCurrent={() => view(null)}
            />
          )}
          {inView === null ? (
            <PreviewBody id={id} key={`${id} ${current.newest}`} state={current.state} renew={renew} />
          ) : (
            <PreviewBody id={id} key={`${id} old ${inView}`} state={past.state} renew={past.renew} />
          )}
        </div>
        {info && item !== undefined && (
          <PreviewInfo
            item={item}
            publication={publication}
            settled={state.is !== "loading"}
            onDescribed={props.onDescribed}
            tab={tab}
            onTab={setTab}
            inView={inView}
            onView={view}
          />
        )}
      </div>
    </section>
  );
}
