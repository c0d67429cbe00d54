"use client";
import { FilePlus2, FolderSearch, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type DragEvent, useCallback, useMemo, useRef, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { AttachedFiles } from "#components/messages/attached-files.tsx";
import { ConfirmSend } from "#components/messages/confirm-send.tsx";
import { KeptNote } from "#components/messages/kept-note.tsx";
import { RecipientField } from "#components/messages/recipient-field.tsx";
import type { Named } from "#components/messages/recipient-options.ts";
import type { Attaching } from "#components/messages/start-attaching.ts";
import { UploadLines } from "#components/messages/upload-lines.tsx";
import { useAttaching } from "#components/messages/use-attaching.ts";
import { useDraft } from "#components/messages/use-draft.ts";
import { useEngineView } from "#components/messages/use-engine-view.ts";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { isSettled } from "#components/upload/item.ts";
import { pickFiles } from "#components/upload/pick-files.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import {
  attachDocumentsAction,
  detachDocumentAction,
  discardDraftAction,
  sendDraftAction,
} from "#lib/messages/actions.ts";
import { MAX_BODY, MAX_SUBJECT } from "#lib/messages/constants.ts";

const DocumentPicker = onDemand(() =>
  import("#components/messages/document-picker.tsx").then((module) => module.DocumentPicker),
);

const UNREACHABLE = { ok: false, code: "internal", details: {} } as const;

/** What the page begins with: a draft, or what an answer begins with. */
export type Beginning = {
  /** Null for what is not kept yet. */
  id: string | null;
  to: Named[];
  subject: string;
  body: string;
  files: DocumentItem[];
};

/** Writes a message. It is kept by itself, and sent when all its files have arrived. */
export function Compose({ beginning, attaching }: { beginning: Beginning; attaching: Attaching }) {
  const t = useTranslations("messages");
  const router = useRouter();
  const errorText = useErrorText();
  const [to, setTo] = useState(beginning.to);
  const [subject, setSubject] = useState(beginning.subject);
  const [body, setBody] = useState(beginning.body);
  const [files, setFiles] = useState(beginning.files);
  const [picking, setPicking] = useState(false);
  const [asking, setAsking] = useState<"send" | "discard" | null>(null);
  const [sending, setSending] = useState<"no" | "waiting" | "now">("no");
  const content = useMemo(() => ({ subject, body, to: to.map(({ word }) => word) }), [subject, body, to]);
  const { kept, keep, end, id } = useDraft(beginning.id, content);
  const stored = useCallback((document: DocumentItem) => {
    setFiles((now) => (now.some((file) => file.id === document.id) ? now : [...now, document]));
  }, []);
  const { engine, add, settled } = useAttaching(attaching, keep, stored);
  const uploads = useEngineView(engine).filter(({ step }) => step.at !== "stored");
  const busy = uploads.filter((item) => !isSettled(item)).length;
  const failed = uploads.length - busy;
  const bodyField = useRef<HTMLTextAreaElement>(null);

  const refuse = (result: {
    code: Parameters<typeof errorText>[0];
    details: Parameters<typeof errorText>[1];
  }) => sayFailed(errorText(result.code, result.details));
  const addFiles = (chosen: readonly File[]) =>
    void add(chosen).then((added) => !added && sayFailed(t("notKept")));
  const attach = async (document: DocumentItem) => {
    const draft = await keep();
    if (draft === null) return sayFailed(t("notKept"));
    const result = await attachDocumentsAction({ id: draft, documentIds: [document.id] }).catch(
      () => UNREACHABLE,
    );
    if (result.ok) stored(document);
    else refuse(result);
  };
  const detach = async (document: DocumentItem) => {
    if (id.current === null) return;
    const result = await detachDocumentAction({ id: id.current, documentId: document.id }).catch(
      () => UNREACHABLE,
    );
    if (result.ok) setFiles((now) => now.filter((file) => file.id !== document.id));
    else refuse(result);
  };

  const send = async () => {
    setSending("now");
    const draft = await keep();
    const result = draft === null ? UNREACHABLE : await sendDraftAction(draft).catch(() => UNREACHABLE);
    if (!result.ok) {
      setSending("no");
      return sayFailed(errorText(result.code, result.details));
    }
    end();
    sayDone(t("wasSent"));
    router.push("/messages/sent");
    router.refresh();
  };
  const turn = useRef(0);
  /** Sends once the last of its files is there; one that failed is for the person to decide about. */
  const sendWhenThere = async () => {
    turn.current += 1;
    const own = turn.current;
    setSending("waiting");
    const whole = await settled();
    if (own !== turn.current) return;
    if (whole) await send();
    else setSending("no");
  };
  const notYet = () => {
    turn.current += 1;
    setSending("no");
  };
  const begin = () => {
    if (to.length === 0) return sayFailed(errorText("no_recipients"));
    if (failed > 0) return sayFailed(t("failedFiles", { count: failed }));
    if (subject.trim() === "" && body.trim() === "" && files.length + busy === 0)
      return bodyField.current?.focus();
    if (to.some(({ word }) => word === "school")) return setAsking("send");
    void sendWhenThere();
  };
  const discard = async () => {
    // What is being kept at this moment would otherwise be there again; what cannot be given up goes on being kept.
    if (kept.is !== "empty") await keep();
    const draft = id.current;
    for (const { id: item } of uploads) engine?.remove([item]);
    const result = draft === null ? null : await discardDraftAction(draft).catch(() => UNREACHABLE);
    if (result?.ok === false) return errorText(result.code, result.details);
    end();
    sayDone(t("discarded"));
    router.push("/messages/drafts");
    router.refresh();
    return null;
  };
  const drop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    // Files that are dropped here belong to the letter, not among the school's documents.
    event.preventDefault();
    event.stopPropagation();
    if (event.type === "drop" && event.dataTransfer.files.length > 0) addFiles([...event.dataTransfer.files]);
  };
  const accept = Object.entries(attaching.policy.types).flat(2).join(",");
  const hanging = files.length + uploads.length;
  return (
    <div
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        begin();
      }}
      onDragEnter={drop}
      onDragOver={drop}
      onDragLeave={drop}
      onDrop={drop}
    >
      <form
        aria-label={t("new")}
        className="flex max-w-3xl flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          begin();
        }}
      >
        <RecipientField value={to} onChange={setTo} />
        <Field id="subject" label={t("subject")}>
          {(control) => (
            <input
              {...control}
              value={subject}
              onChange={(event) => setSubject(event.target.value)}
              maxLength={MAX_SUBJECT}
              autoComplete="off"
              className={CONTROL}
            />
          )}
        </Field>
        <Field id="body" label={t("body")}>
          {(control) => (
            <textarea
              {...control}
              ref={bodyField}
              value={body}
              onChange={(event) => setBody(event.target.value)}
              maxLength={MAX_BODY}
              rows={10}
              className="field-sizing-content min-h-48 w-full rounded-md border border-control bg-surface px-3 py-2 text-[0.9375rem]/6 pointer-coarse:text-[1rem]"
            />
          )}
        </Field>
        <section aria-label={t("attachments")} className="flex flex-col gap-2">
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => pickFiles({ accept }, addFiles)}>
              <FilePlus2 aria-hidden className="size-4" />
              {t("addFiles")}
            </Button>
            <Button onClick={() => setPicking(true)}>
              <FolderSearch aria-hidden className="size-4" />
              {t("addDocuments")}
            </Button>
          </div>
          <p className="text-small text-ink-3">{t("attachHint")}</p>
          {hanging > 0 && (
            <ul aria-label={t("attachments")} className="flex flex-col gap-2">
              <AttachedFiles files={files} onRemove={(document) => void detach(document)} />
              {engine !== null && <UploadLines engine={engine} items={uploads} />}
            </ul>
          )}
        </section>
        <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4">
          <Button type="submit" variant="primary" disabled={sending !== "no"}>
            <Send aria-hidden className="size-4" />
            {sending === "no" ? t("send") : busy > 0 ? t("waiting", { count: busy }) : t("sending")}
          </Button>
          {sending === "waiting" && (
            <Button variant="quiet" onClick={notYet}>
              {t("notYet")}
            </Button>
          )}
          <Button variant="quiet" disabled={sending === "now"} onClick={() => setAsking("discard")}>
            <Trash2 aria-hidden className="size-4" />
            {t("discard")}
          </Button>
          <KeptNote kept={kept} onRetry={() => void keep()} />
        </div>
      </form>
      {picking && <DocumentPicker attached={files} onAttach={attach} onClose={() => setPicking(false)} />}
      {asking !== null && (
        <ConfirmSend
          what={asking}
          onConfirm={async () => {
            if (asking === "discard") return discard();
            void sendWhenThere();
            return null;
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}
