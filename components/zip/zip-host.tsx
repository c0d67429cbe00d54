"use client";
import { useSyncExternalStore } from "react";
import { onDemand } from "#components/ui/on-demand.tsx";
import { dropZip, onZips, type ZipRequest, zipsWanted } from "#components/zip/requests.ts";

const ZipPanel = onDemand(() => import("#components/zip/zip-panel.tsx").then((module) => module.ZipPanel));
const NONE: readonly ZipRequest[] = [];

/** The place for archives on their way: they outlast the page that asked for them. Its code comes with the first. */
export function ZipHost() {
  const requests = useSyncExternalStore(onZips, zipsWanted, () => NONE);
  if (requests.length === 0) return null;
  return (
    <div className="pointer-events-none flex min-h-0 flex-col gap-2 max-sm:mx-4 max-sm:mb-2 sm:fixed sm:bottom-4 sm:left-4 sm:z-40 sm:w-[25rem] lg:left-[14.5rem]">
      {requests.map((request) => (
        <ZipPanel key={request.id} files={request.files} onClose={() => dropZip(request.id)} />
      ))}
    </div>
  );
}
