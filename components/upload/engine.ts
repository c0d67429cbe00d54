import { Desk, type ReportUpload } from "#components/upload/desk.ts";
import { CONNECTION, PARTS, passes, refusal, TRANSFER } from "#components/upload/failures.ts";
import {
  canWait,
  type Failure,
  type Next,
  type Replacement,
  type ReportAim,
  type UploadItem,
} from "#components/upload/item.ts";
import type { Proof } from "#components/upload/multipart/outcome.ts";
import { type Command, type Plan, plan } from "#components/upload/plan.ts";
import { check } from "#components/upload/policy.ts";
import { EMPTY_QUEUE, type Queue, type QueueEvent, reduce } from "#components/upload/queue.ts";
import { Speedometer } from "#components/upload/speed.ts";
import { type Summary, summarize } from "#components/upload/summary.ts";
import type { ConfirmOutcome, Transport } from "#components/upload/transport.ts";
import { UPLOAD_KINDS, type UploadPolicies } from "#components/upload/upload-kind.ts";
import type { Kind } from "#lib/documents/constants.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { PartsTicket, UploadTicket } from "#lib/uploads/types.ts";
import type { Replaced } from "#lib/versions/types.ts";

/** What is shown: a picture of the queue, taken at most ten times a second. */
export type UploadView = {
  items: readonly UploadItem[];
  summary: Summary;
  secondsLeft: number | null;
  /** Bytes a second; null while there is too little to go by. */
  speed: number | null;
  online: boolean;
};

const EMPTY_VIEW: UploadView = {
  items: [],
  summary: summarize([]),
  secondsLeft: null,
  speed: null,
  online: true,
};
const FRAME = 100;
/** Milliseconds after which the picture is taken anew, though nothing was heard of: a line that stands still must show. */
const SILENCE = 1_000;

/** Whom files are about, and what sort of record or report they are, where somebody has said so. */
type About = { student?: string | null; recordClass?: string; report?: ReportAim; keepBoth?: true };

/** What files become: of a kind, about somebody, or the next version of a document. */
type Aim = { kind: Kind; replaces: Replacement | undefined; about: About };

const isNamed = (item: UploadItem, file: File) => item.name === file.name && item.size === file.size;

/** Runs the queue: begins what the plan says and reports what came of it. Holds the files; knows no page. */
export class UploadEngine {
  readonly #transport: Transport;
  #policies: UploadPolicies;
  readonly #inPartsAbove: number;
  readonly #files = new Map<string, File>();
  readonly #transfers = new Map<string, (forGood: boolean) => void>();
  /** Uploads of which parts may be at the store, and what is known of those that are there whole. */
  readonly #begun = new Set<string>();
  readonly #proofs = new Map<string, Proof>();
  readonly #viewers = new Set<() => void>();
  readonly #receivers = new Set<(document: DocumentItem | Replaced) => void>();
  /** Where files go that are to become reports. */
  readonly desk = new Desk();
  readonly #speed = new Speedometer();
  #progress = new Map<string, number>();
  #queue: Queue = EMPTY_QUEUE;
  #view = EMPTY_VIEW;
  #soon = false;
  #frame: ReturnType<typeof setTimeout> | undefined;
  #alarm: ReturnType<typeof setTimeout> | undefined;
  #count = 0;
  #restoring: Promise<void> | null = null;

  /** @param inPartsAbove bytes above which a file is sent in parts. */
  constructor(transport: Transport, policies: UploadPolicies, inPartsAbove: number) {
    this.#transport = transport;
    this.#policies = policies;
    this.#inPartsAbove = inPartsAbove;
  }

  /** What is taken from now on: the school's administrators may have changed it. */
  setPolicies(policies: UploadPolicies): void {
    this.#policies = policies;
  }

  /** For `useSyncExternalStore`. */
  subscribe = (viewer: () => void): (() => void) => {
    this.#viewers.add(viewer);
    return () => this.#viewers.delete(viewer);
  };

  view = (): UploadView => this.#view;

  /** Hears of every document that the server has stored. */
  onStored = (receiver: (document: DocumentItem | Replaced) => void): (() => void) => {
    this.#receivers.add(receiver);
    return () => this.#receivers.delete(receiver);
  };

  /**
   * Takes files in as `kind`; those that its policy refuses fail at once, with the reason. One that is waited for goes
   * on as what it was. Of reports the desk asks whom they are about before anything becomes of them.
   */
  add(files: readonly File[], kind: Kind, replaces?: Replacement, about: About = {}): void {
    if (kind === "report" && replaces === undefined) return this.desk.give(files);
    const aim = { kind, replaces, about };
    // One of them may be what an earlier visit has left, which is not known yet.
    if (this.#restoring !== null) void this.#restoring.then(() => this.add(files, kind, replaces, about));
    else this.#take(files, aim);
  }

  /** Takes reports in, each about its own student, all at once. */
  addReports(reports: readonly ReportUpload[]): void {
    this.#addItems(
      reports.map(({ file, student, report, replaces, keepBoth }) => [
        file,
        { kind: "report", replaces, about: { student, report, ...(keepBoth && { keepBoth }) } },
      ]),
    );
  }

  #take(files: readonly File[], aim: Aim): void {
    const awaited = this.#queue.items.filter(
      (item) => item.step.at === "absent" && item.replaces?.id === aim.replaces?.id,
    );
    const known = files.filter((file) => awaited.some((item) => isNamed(item, file)));
    for (const file of known) void this.#rejoin(awaited, file, aim);
    this.#addNew(
      files.filter((file) => !known.includes(file)),
      aim,
    );
  }

  #addNew(files: readonly File[], aim: Aim): void {
    this.#addItems(files.map((file) => [file, aim]));
  }

  #addItems(files: readonly (readonly [File, Aim])[]): void {
    const items = files.map(([file, { kind, replaces, about }]): UploadItem => {
      const id = this.#nextId();
      this.#files.set(id, file);
      const checked = this.#check(file, kind);
      const { student, recordClass, report, keepBoth } = about;
      const said = {
        ...(replaces && { replaces }),
        ...(student && { student }),
        ...(recordClass && { recordClass }),
        ...(report && { report }),
        ...(keepBoth && { keepBoth }),
      };
      const common = { id, kind, name: file.name, size: file.size, tries: 0, ...said };
      return checked.ok
        ? { ...common, contentType: checked.contentType, step: { at: "waiting" } }
        : {
            ...common,
            contentType: file.type,
            step: { at: "failed", failure: checked.failure, resume: null },
          };
    });
    this.#dispatch({ type: "added", items });
  }

  /** Only of the kinds that are uploaded from a list the page knows the policy; of others the server decides. */
  #check(file: File, kind: Kind): ReturnType<typeof check> {
    const policy = UPLOAD_KINDS.find((known) => known === kind);
    return policy === undefined ? { ok: true, contentType: file.type } : check(file, this.#policies[policy]);
  }

  #nextId(): string {
    this.#count += 1;
    return `file-${this.#count}`;
  }

  /** Shows what an earlier visit has left: it waits for its file, or only for the server's last look. */
  restore(): void {
    this.#restoring = this.#restore()
      .catch(() => undefined)
      .finally(() => {
        this.#restoring = null;
      });
  }

  async #restore(): Promise<void> {
    const items = (await this.#transport.restore()).map((found): UploadItem => {
      const { name, size, contentType, kind, replaces } = found;
      const common = { id: this.#nextId(), name, size, contentType, kind, tries: 0 };
      const item = { ...common, ...(replaces && { replaces }) };
      if ("failure" in found)
        return { ...item, step: { at: "failed", failure: found.failure, resume: null } };
      const { ticket, sent, print } = found;
      this.#begun.add(ticket.uploadId);
      if (!found.whole) return { ...item, step: { at: "absent", ticket, sent, print, wrong: false } };
      return { ...item, step: { at: "pausing", until: 0, next: "checking", sha256: null, ticket, sent } };
    });
    if (items.length > 0) this.#dispatch({ type: "added", items });
  }

  /** Goes on with a file of an earlier visit, if this is the one. */
  async choose(id: string, file: File): Promise<void> {
    const item = this.#queue.items.find((each) => each.id === id);
    if (item === undefined || !(await this.#matches(item, file))) this.#dispatch({ type: "wrong", id });
    else this.#found(id, file);
  }

  async #rejoin(awaited: readonly UploadItem[], file: File, aim: Aim): Promise<void> {
    for (const item of awaited) {
      if (isNamed(item, file) && (await this.#matches(item, file))) return this.#found(item.id, file);
    }
    this.#addNew([file], aim);
  }

  async #matches(item: UploadItem, file: File): Promise<boolean> {
    if (item.step.at !== "absent" || !isNamed(item, file)) return false;
    return (await this.#transport.fingerprint(file)) === item.step.print;
  }

  #found(id: string, file: File): void {
    this.#files.set(id, file);
    this.#dispatch({ type: "found", id });
  }

  /** Holds a file that is sent in parts, or lets it go on. */
  pause(id: string): void {
    this.#dispatch({ type: "held", id });
    this.#transfers.get(id)?.(false);
  }

  resume(id: string): void {
    this.#dispatch({ type: "resumed", id });
  }

  /** Empties the tray when nothing is on its way. What is open at the server in parts stays so, for the next visit. */
  close(): void {
    const open = this.#queue.items.filter(canWait).map(({ id }) => id);
    for (const id of open) this.#files.delete(id);
    this.#dispatch({ type: "removed", ids: open });
    this.remove(this.#queue.items.map(({ id }) => id));
  }

  /** Uploads files although the school has them already. */
  keepBoth(ids: readonly string[]): void {
    for (const id of ids) this.#dispatch({ type: "kept", id });
  }

  /** Takes a file off the queue that the school has again: what was in its trash was restored. */
  restored(id: string, document: DocumentItem): void {
    this.remove([id]);
    for (const receiver of this.#receivers) receiver(document);
  }

  retry(ids: readonly string[]): void {
    this.#dispatch({ type: "retried", ids });
  }

  /** Takes files off the queue, wherever they are; what was begun of them is undone. */
  remove(ids: readonly string[]): void {
    for (const { id, step } of this.#queue.items) {
      if (!ids.includes(id)) continue;
      this.#transfers.get(id)?.(true);
      const file = this.#files.get(id);
      if (step.at === "hashing" && file !== undefined) this.#transport.stopHash(file);
      const open = step.at === "failed" ? step.resume?.ticket : "ticket" in step ? step.ticket : null;
      if (open) this.#giveUp(open);
      this.#files.delete(id);
    }
    this.#dispatch({ type: "removed", ids });
  }

  #giveUp({ uploadId, method }: UploadTicket): void {
    this.#transport.abort(uploadId, method === "multipart");
  }

  setOnline(online: boolean): void {
    this.#dispatch({ type: "connection", online });
  }

  #dispatch(event: QueueEvent): void {
    this.#queue = reduce(this.#queue, event);
    for (let next = this.#plan(); next !== null; next = this.#plan()) {
      this.#queue = next.queue;
      for (const command of next.commands) this.#begin(command);
    }
    this.#setAlarm();
    this.#showSoon();
  }

  #plan(): Plan {
    return plan(this.#queue, Date.now(), this.#inPartsAbove);
  }

  /** Plans again when the next pause ends. */
  #setAlarm(): void {
    clearTimeout(this.#alarm);
    const pauses = this.#queue.items.flatMap(({ step }) => (step.at === "pausing" ? [step.until] : []));
    if (pauses.length === 0 || !this.#queue.online) return;
    const wait = Math.max(0, Math.min(...pauses) - Date.now());
    this.#alarm = setTimeout(() => this.#dispatch({ type: "progress", sent: new Map() }), wait + 1);
  }

  #showSoon(): void {
    if (this.#soon) return;
    this.#soon = true;
    clearTimeout(this.#frame);
    this.#frame = setTimeout(() => this.#show(), FRAME);
  }

  #show(): void {
    this.#soon = false;
    if (this.#progress.size > 0) {
      this.#queue = reduce(this.#queue, { type: "progress", sent: this.#progress });
      this.#progress = new Map();
    }
    const summary = summarize(this.#queue.items);
    this.#speed.note(summary.sent, Date.now());
    const moving = summary.busy && this.#queue.online;
    const secondsLeft = moving ? this.#speed.secondsLeft(summary.bytes) : null;
    const speed = moving ? this.#speed.speed() : null;
    this.#view = { items: this.#queue.items, summary, secondsLeft, speed, online: this.#queue.online };
    if (moving) this.#frame = setTimeout(() => this.#show(), SILENCE);
    for (const viewer of this.#viewers) viewer();
  }

  #begin(command: Command): void {
    if (command.do === "abort") this.#giveUp(command.ticket);
    else if (command.do === "hash") void this.#hash(command.id);
    else if (command.do === "sign") void this.#sign(command.ids);
    else if (command.do === "send") void this.#send(command.id, command.ticket);
    else void this.#confirm(command.id, command.ticket);
  }

  #setback(id: string, failure: Failure, next: Next, wait?: number): void {
    const pause = wait === undefined ? {} : { wait };
    this.#dispatch({ type: "setback", id, failure, next, now: Date.now(), ...pause });
  }

  async #hash(id: string): Promise<void> {
    const file = this.#files.get(id);
    if (file === undefined) return;
    const result = await this.#transport.hash(file);
    if (result.ok) this.#dispatch({ type: "hashed", id, sha256: result.sha256 });
    // What cannot be read ahead can still be sent: it was only to be compared.
    else if (this.#isToCompare(id) && result.failure.retry) this.#dispatch({ type: "kept", id });
    else this.#dispatch({ type: "refused", id, failure: result.failure });
  }

  #isToCompare(id: string): boolean {
    return this.#queue.items.some((item) => item.id === id && item.readFirst === true);
  }

  async #sign(ids: readonly string[]): Promise<void> {
    const items = this.#queue.items.filter((item) => ids.includes(item.id));
    const requests = items.map(({ name, contentType, size, kind, keepBoth, replaces, step, ...about }) => ({
      ...about.report,
      kind,
      filename: name,
      contentType,
      size,
      ...("sha256" in step && step.sha256 !== null ? { sha256: step.sha256 } : {}),
      ...(about.student !== undefined && { studentIds: [about.student] }),
      ...(about.recordClass !== undefined && { recordClassId: about.recordClass }),
      ...(keepBoth && { keepBoth }),
      ...(replaces && { replaces: replaces.id }),
    }));
    const result = await this.#transport.sign(requests).catch(() => null);
    items.forEach(({ id }, at) => {
      const answer = result?.ok ? result.data[at] : result;
      if (answer === null || answer === undefined) this.#setback(id, CONNECTION, "ready");
      else if (answer.ok && "upload" in answer) this.#signed(id, answer.upload);
      else if (answer.ok && "here" in answer) this.#dispatch({ type: "here", id, found: answer.here });
      else if (answer.ok) this.#dispatch({ type: "unread", id });
      else this.#refused(id, answer.code, answer.details);
    });
  }

  #signed(id: string, ticket: UploadTicket): void {
    const wanted = this.#queue.items.some((item) => item.id === id && item.step.at === "signing");
    if (wanted) this.#dispatch({ type: "signed", id, ticket });
    else this.#giveUp(ticket);
  }

  #refused(id: string, ...[code, details]: Parameters<typeof refusal>): void {
    const failure = refusal(code, details);
    if (passes(code)) this.#setback(id, failure, "ready");
    else this.#dispatch({ type: "refused", id, failure });
  }

  async #send(id: string, ticket: UploadTicket): Promise<void> {
    const file = this.#files.get(id);
    if (file === undefined) return;
    if (ticket.method === "multipart") return this.#sendParts(id, ticket, file);
    const { outcome, cancel } = this.#transport.send(ticket, file, this.#progressOf(id));
    this.#transfers.set(id, cancel);
    const result = await outcome;
    this.#transfers.delete(id);
    if (result === "cancelled") return;
    if (result === "unreadable") {
      return this.#unreadable(id, ticket);
    }
    // A lost answer is not a lost file: the server looks before anything is sent again.
    this.#dispatch({ type: "sent", id });
    await this.#confirm(id, ticket);
  }

  #progressOf(id: string): (sent: number) => void {
    return (sent) => {
      this.#progress.set(id, sent);
      this.#showSoon();
    };
  }

  #unreadable(id: string, ticket: UploadTicket): void {
    this.#giveUp(ticket);
    const failure = { from: "browser", reason: "unreadable", retry: false } as const;
    this.#dispatch({ type: "refused", id, failure });
  }

  async #sendParts(id: string, ticket: PartsTicket, file: File): Promise<void> {
    const { uploadId } = ticket;
    const again = this.#begun.has(uploadId);
    this.#begun.add(uploadId);
    const { outcome, cancel } = this.#transport.sendParts(ticket, file, again, this.#progressOf(id));
    this.#transfers.set(id, cancel);
    const result = await outcome;
    if (this.#transfers.get(id) === cancel) this.#transfers.delete(id);
    if (result.is === "unreadable") return this.#unreadable(id, ticket);
    if (result.is === "gone") return this.#setback(id, refusal("upload_closed"), "ready");
    if (result.is === "failed")
      return this.#dispatch({ type: "refused", id, failure: result.failure, open: "signed" });
    if (result.is === "cancelled") return;
    this.#proofs.set(uploadId, result.proof);
    this.#dispatch({ type: "sent", id });
    await this.#confirm(id, ticket);
  }

  async #confirm(id: string, ticket: UploadTicket): Promise<void> {
    const outcome = await this.#transport.confirm(ticket.uploadId, this.#proofs.get(ticket.uploadId));
    if (!this.#queue.items.some((item) => item.id === id)) return;
    if (outcome.is === "stored") {
      this.#files.delete(id);
      const { id: documentId, quarantine: is } = outcome.document;
      this.#dispatch({ type: "stored", id, ...(is && { kept: { id: documentId, is } }) });
      for (const receiver of this.#receivers) receiver(outcome.document);
      if (ticket.method === "multipart") await this.#watch(id, ticket.uploadId);
    } else {
      this.#notStored(id, ticket, outcome);
    }
  }

  /** The service reads a file in parts once more, later; what it finds is told while somebody is here. */
  async #watch(id: string, uploadId: string): Promise<void> {
    const failure = await this.#transport.watch(uploadId);
    if (failure !== null) this.#dispatch({ type: "refused", id, failure });
  }

  #notStored(id: string, ticket: UploadTicket, outcome: Exclude<ConfirmOutcome, { is: "stored" }>): void {
    if (outcome.is === "no_answer") return this.#setback(id, CONNECTION, "checking");
    const { code, details, wait } = outcome;
    if (code === "upload_not_arrived") this.#notArrived(id, ticket);
    else if (code === "upload_closed" || code === "not_found")
      this.#setback(id, refusal("upload_closed"), "ready");
    else if (passes(code)) this.#setback(id, refusal(code, details), "checking", wait);
    // Signed out: nothing can be given up either, so the bytes that are there are asked about after signing in.
    else if (code === "unauthenticated")
      this.#dispatch({ type: "refused", id, failure: refusal(code, details), open: "checking" });
    else this.#dispatch({ type: "refused", id, failure: refusal(code, details) });
    const item = this.#queue.items.find((each) => each.id === id);
    if (item?.step.at === "failed" && item.step.resume === null) this.#giveUp(ticket);
  }

  /** A file in parts goes on with those that are missing. */
  #notArrived(id: string, ticket: UploadTicket): void {
    this.#proofs.delete(ticket.uploadId);
    if (ticket.method !== "multipart") this.#setback(id, TRANSFER, "ready");
    else if (this.#files.has(id)) this.#setback(id, PARTS, "signed");
    else this.#dispatch({ type: "refused", id, failure: PARTS, open: "checking" });
  }
}
