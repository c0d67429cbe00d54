"use client";
import { Command } from "cmdk";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { wordsMatch } from "#components/palette/matching.ts";
import type { After } from "#components/palette/palette.tsx";
import { CommandRow, FileRow, HEADED, MoreRow, RetryRow } from "#components/palette/palette-rows.tsx";
import { type PaletteCommand, useCommands } from "#components/palette/use-commands.ts";
import type { useFileSearch } from "#components/palette/use-file-search.ts";
import { useRecentFiles } from "#components/palette/use-recent-files.ts";
import type { Reader } from "#components/shell/pages.ts";
import { useOnline } from "#components/shell/use-online.ts";
import { useOpenFile } from "#components/shell/use-open-file.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** What the palette offers for what is typed, and a sentence where it is nothing. */
export function PaletteList(props: {
  query: string;
  search: ReturnType<typeof useFileSearch>;
  reader: Reader;
  close: (after: After) => void;
}) {
  const { query, search, reader, close } = props;
  const { found, pending, retry } = search;
  const t = useTranslations("palette");
  const errorText = useErrorText();
  const online = useOnline();
  const { openFile, showAll } = useOpenFile();
  const commands = useCommands(reader).filter(({ label }) => wordsMatch(label, query));
  const files = found.is === "found" ? found.items : [];
  const bare = query.trim() === "";
  const nothing = !pending && commands.length === 0 && files.length === 0;
  const choose = (after: After, run: () => void) => () => {
    close(after);
    run();
  };
  const group = (name: PaletteCommand["group"]) => {
    const members = commands.filter((command) => command.group === name);
    return (
      members.length > 0 && (
        <Command.Group key={name} heading={t(`groups.${name}`)} className={HEADED}>
          {members.map((command) => (
            <CommandRow key={command.id} command={command} onSelect={choose(command.after, command.run)} />
          ))}
        </Command.Group>
      )
    );
  };
  const fileRows = (items: typeof files) =>
    items.map((item) => (
      <FileRow key={item.id} item={item} onSelect={choose("elsewhere", () => openFile(item.id))} />
    ));
  return (
    <>
      <Command.List
        label={t("results")}
        aria-busy={pending}
        className="min-h-0 scroll-py-2 overflow-y-auto overscroll-contain p-2 empty:hidden"
      >
        {group("selection")}
        {group("pages")}
        {bare && online && <Recent rows={fileRows} />}
        {group("actions")}
        {!bare && files.length > 0 && (
          <Command.Group heading={t("groups.files")} className={HEADED}>
            {fileRows(files)}
            {found.is === "found" && found.more && (
              <MoreRow query={found.for} onSelect={choose("page", () => showAll(found.for))} />
            )}
          </Command.Group>
        )}
        {online && found.is === "refused" && <RetryRow onSelect={retry} />}
      </Command.List>
      <Says loud={found.is === "refused"}>
        {!bare && !online && t("offline")}
        {online && found.is === "refused" && errorText(found.refusal.code, found.refusal.details)}
        {online && found.is !== "refused" && nothing && t("nothing", { query: query.trim() })}
      </Says>
      <output className="sr-only">
        {!pending && files.length > 0 && t("found", { count: files.length })}
      </output>
    </>
  );
}

/** A sentence below the list, read out as it comes. */
function Says({ loud, children }: { loud: boolean; children: ReactNode[] }) {
  const says = children.some(Boolean);
  return (
    <p role={loud ? "alert" : "status"} className={says ? "px-4 py-3 text-ink-2" : "sr-only"}>
      {children}
    </p>
  );
}

type Rows = (items: NonNullable<ReturnType<typeof useRecentFiles>>) => ReactNode;

/** The files that the reader worked with last, in a place that is kept for them until they come. */
function Recent({ rows }: { rows: Rows }) {
  const t = useTranslations("palette");
  const files = useRecentFiles();
  if (files === null) {
    return (
      <div aria-hidden className="flex flex-col gap-3 p-2">
        <Skeleton className="h-3 w-20" />
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-5 w-1/2" />
      </div>
    );
  }
  return (
    files.length > 0 && (
      <Command.Group heading={t("groups.recent")} className={HEADED}>
        {rows(files)}
      </Command.Group>
    )
  );
}
