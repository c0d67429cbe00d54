import "server-only";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Check } from "#lib/storage/doctor/check.ts";
import { clockOutcome } from "#lib/storage/doctor/clock.ts";
import { connectTo } from "#lib/storage/doctor/connect.ts";
import { isR2 } from "#lib/storage/doctor/endpoint.ts";
import { noted, passed } from "#lib/storage/doctor/outcomes.ts";

const PATIENCE_MS = 10_000;

/** Whether a store answers at the address at all. */
export const CONNECTION_CHECKS: readonly Check[] = [
  {
    id: "dns",
    needs: ["endpoint"],
    run: async (exam) => {
      const host = exam.origin().hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0) return passed("dns_address", { host });
      const found = await lookup(host, { all: true });
      return passed("dns_found", { host, count: found.length });
    },
  },
  {
    id: "connection",
    needs: ["dns"],
    run: (exam) => {
      const { protocol, hostname, port } = exam.origin();
      const host = hostname.replace(/^\[|\]$/g, "");
      const secure = protocol === "https:";
      return connectTo({
        host,
        name: host,
        port: Number(port) || (secure ? 443 : 80),
        secure,
        isR2: isR2(exam.origin().href),
      });
    },
  },
  {
    id: "clock",
    needs: ["connection"],
    run: async (exam) => {
      const before = Date.now();
      const answer = await fetch(exam.origin(), {
        method: "HEAD",
        redirect: "manual",
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const said = Date.parse(answer.headers.get("date") ?? "");
      if (Number.isNaN(said)) return noted("clock_untold");
      return clockOutcome((before + Date.now()) / 2 - said);
    },
  },
];
