import type { BrowserTask, CheckResult, Finding } from "#lib/storage/doctor/types.ts";

/** As no request goes to other sites with cookies, and none may be answered from a cache. */
const PLAIN = { credentials: "omit", cache: "no-store" } as const;

async function upload({ put, text }: BrowserTask): Promise<Finding | number> {
  try {
    const answer = await fetch(put.url, { ...PLAIN, method: "PUT", headers: put.headers, body: text });
    if (!answer.ok) return answer.status;
    return answer.headers.get("etag") === null ? "browser_etag" : "browser_uploaded";
  } catch {
    const isMixed = location.protocol === "https:" && put.url.startsWith("http:");
    return isMixed ? "browser_mixed" : "browser_blocked";
  }
}

async function read({ get, text }: BrowserTask): Promise<Finding> {
  try {
    const answer = await fetch(get, { ...PLAIN, headers: { range: `bytes=0-${text.length - 1}` } });
    if (!answer.ok) return "browser_unread";
    return (await answer.text()) === text ? "browser_got" : "browser_other";
  } catch {
    return "browser_unread";
  }
}

/** Sends a file to the bucket from this very page and reads it back, as an upload and a preview do. */
export async function tryBrowser(task: BrowserTask, tell: (result: CheckResult) => void): Promise<void> {
  const sent = await upload(task);
  if (sent === "browser_uploaded" || sent === "browser_etag") {
    tell({ id: "browser_upload", state: sent === "browser_etag" ? "failed" : "passed", finding: sent });
    const got = await read(task);
    tell({ id: "browser_read", state: got === "browser_got" ? "passed" : "failed", finding: got });
    return;
  }
  const how =
    typeof sent === "number"
      ? { finding: "browser_refused" as const, details: { status: sent } }
      : { finding: sent };
  tell({ id: "browser_upload", state: "failed", ...how });
  tell({ id: "browser_read", state: "skipped", finding: "because", because: "browser_upload" });
}
