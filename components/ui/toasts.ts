import type { ReactNode } from "react";

/** What a toast says, and what it may offer besides. */
export type ToastRequest = {
  title: string;
  tone: "plain" | "loss";
  /** What the toast is about: another one about the same takes its place. */
  key?: string | undefined;
  /** Stays until another one takes its place, with this below its words. */
  progress?: ReactNode;
  action?: { label: string; onClick: () => void } | undefined;
};

/** Toasts that were asked for before the toaster was there to show them. */
const waiting: ToastRequest[] = [];
const listeners = new Set<() => void>();
let wanted = false;

function ask(request: ToastRequest): void {
  waiting.push(request);
  wanted = true;
  for (const listener of listeners) listener();
}

/** Says what was done, for ten seconds: time enough to take it back. */
export function sayDone(title: string, undo?: ToastRequest["action"], key?: string): void {
  ask({ title, tone: "plain", action: undo, key });
}

/** Says what is going on, with how far it is; it stays until `sayDone` with the same key. */
export function sayProgress(key: string, title: string, progress: ReactNode): void {
  ask({ title, tone: "plain", key, progress });
}

/** Says what failed, and may offer what helps; it stays until it is dismissed. */
export function sayFailed(title: string, help?: ToastRequest["action"]): void {
  ask({ title, tone: "loss", action: help });
}

/** For the toaster: hears of every new toast. */
export function onToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For the toaster: whether there has been anything to say yet. */
export function toastsWanted(): boolean {
  return wanted;
}

/** For the toaster: takes what is waiting. */
export function takeToasts(): ToastRequest[] {
  return waiting.splice(0);
}
