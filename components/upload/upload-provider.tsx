"use client";
import { type ReactNode, useCallback, useMemo, useRef } from "react";
import type { Uploader } from "#components/upload/confirm.ts";
import { useDropRelay } from "#components/upload/drop-relay.ts";
import { pickFiles } from "#components/upload/pick-files.ts";
import { UploadContext } from "#components/upload/upload-context.ts";
import type { UploadPolicies } from "#components/upload/upload-kind.ts";
import { useEngine } from "#components/upload/use-engine.ts";
import { usePaste } from "#components/upload/use-paste.ts";
import { useUploadTarget } from "#components/upload/use-upload-target.ts";

/** Takes files dropped anywhere on the window, and keeps uploading while people move between pages. */
export function UploadProvider({
  uploader,
  ...rest
}: Omit<UploadsProps, "uploader"> & { uploader: Uploader | null }) {
  return uploader === null ? rest.children : <Uploads uploader={uploader} {...rest} />;
}

type UploadsProps = {
  uploader: Uploader;
  /** What the school takes. */
  policies: UploadPolicies;
  /** Bytes above which a file is sent in parts. */
  inPartsAbove: number;
  mayAddMedia: boolean;
  mayAddReports: boolean;
  children: ReactNode;
};

function Uploads({ uploader, policies, inPartsAbove, mayAddMedia, mayAddReports, children }: UploadsProps) {
  const target = useUploadTarget(mayAddMedia, mayAddReports);
  const { kind } = target;
  const policy = policies[kind];
  const { started, need, add: addAs, receivers } = useEngine(uploader, policies, inPartsAbove);
  const add = useCallback((files: readonly File[]) => addAs(files, target), [addAs, target]);
  const relay = useDropRelay(need, target);
  const box = useRef<HTMLDivElement>(null);
  const choose = useCallback(
    () => pickFiles({ accept: Object.entries(policy.types).flat(2).join(",") }, add),
    [policy, add],
  );
  const context = useMemo(
    () => ({ kind, policy, choose, add, need, receivers, started }),
    [kind, policy, choose, add, need, receivers, started],
  );
  usePaste(add);
  return (
    <UploadContext value={context}>
      <div ref={box}>
        {children}
        {started !== null && (
          <started.DropZone box={box} target={target} policy={policy} add={addAs} relay={relay} />
        )}
      </div>
    </UploadContext>
  );
}
