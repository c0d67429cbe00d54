/** Ctrl-C, once: what is under way is ended in order. Twice, and the process ends at once. */
export function interrupted(): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController();
  const stop = () => {
    process.stderr.write("\nStopping: the files under way are stored first.\n");
    controller.abort(new Error("It was stopped."));
    forget();
  };
  const forget = () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return { signal: controller.signal, forget };
}
