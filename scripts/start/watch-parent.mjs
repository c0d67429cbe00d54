// Loaded into every process that the start makes: ends it when the start was killed and could not, so that
// ports and folders are free for the next one. Plain JavaScript, for it is loaded before everything else.
import { isMainThread } from "node:worker_threads";

const LOOK_EVERY_MS = 400;
const GRACE_MS = 1_000;

const parent = process.ppid;
const supervisor = Number(process.env.ATHENA_SUPERVISOR_PID);

function isAlone() {
  if (process.ppid !== parent) return true;
  if (!supervisor) return false;
  try {
    process.kill(supervisor, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

if (isMainThread) {
  const timer = setInterval(() => {
    if (!isAlone()) return;
    clearInterval(timer);
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS);
    process.kill(process.pid, "SIGTERM");
  }, LOOK_EVERY_MS);
  timer.unref();
}
