import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { type CephPlace, cephConf, monitorAddresses } from "#scripts/peer-stores/ceph-conf.ts";
import { type PeerStore, peerFolder } from "#scripts/peer-stores/peer-store.ts";
import { daemon, installed, kill, run } from "#scripts/peer-stores/processes.ts";
import { freePort } from "#scripts/test/app.ts";

const READY_MS = 60_000;
const BUCKET = "athena-peer";
const KEYS = { accessKeyId: "peer-access-key", secretAccessKey: "peer-secret-key-0123456789" } as const;

const PROGRAMS = [
  "radosgw",
  "radosgw-admin",
  "ceph",
  "ceph-authtool",
  "ceph-mon",
  "ceph-osd",
  "monmaptool",
  "setpriv",
];

/** Whether Ceph is installed: Debian's packages radosgw, ceph-mon, ceph-osd and ceph-common. */
export function cephInstalled(): boolean {
  return installed(PROGRAMS);
}

async function layOut(): Promise<CephPlace> {
  const folder = peerFolder("athena-test-ceph-");
  for (const name of ["run", "log", "mon", "osd", "rgw", "crash"]) mkdirSync(path.join(folder, name));
  const place = {
    folder,
    fsid: randomUUID(),
    monitorPort: await freePort(),
    monitorLegacyPort: await freePort(),
    gatewayPort: await freePort(),
  };
  writeFileSync(path.join(folder, "ceph.conf"), cephConf(place));
  return place;
}

async function makeKeys(keyring: string, env: NodeJS.ProcessEnv): Promise<void> {
  const all = ["--cap", "mon", "allow *", "--cap", "osd", "allow *"];
  await run("ceph-authtool", ["--create-keyring", keyring, "--gen-key", "-n", "mon.", ...all], env);
  for (const name of ["client.admin", "client.gateway", "osd.0"]) {
    await run("ceph-authtool", [keyring, "--gen-key", "-n", name, ...all], env);
  }
}

/** Waits until the gateway answers; fails at once when one of the daemons ends. */
async function untilReady(endpoint: string, daemons: readonly ChildProcess[]): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    const ended = daemons.find((child) => child.exitCode !== null || child.signalCode !== null);
    if (ended) throw new Error(`${ended.spawnargs.slice(3).join(" ")} ended.`);
    try {
      if ((await fetch(endpoint, { signal: AbortSignal.timeout(2000) })).ok) return;
    } catch {
      // Not yet.
    }
    await sleep(100);
  }
  throw new Error("the gateway did not answer in time.");
}

async function createBucket(endpoint: string): Promise<void> {
  // The SDK makes another region's name a location, which this Ceph does not have. It writes into the credentials.
  const region = "us-east-1";
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { ...KEYS } });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  client.destroy();
}

function lastWords(folder: string): string {
  return readdirSync(path.join(folder, "log"))
    .filter((name) => name.endsWith(".out"))
    .map((name) => `${name}: ${readFileSync(path.join(folder, "log", name), "utf8").slice(-1000)}`)
    .join("\n");
}

/**
 * Starts a whole Ceph of one node in a temporary folder: monitor, one OSD that keeps its objects in memory, gateway, a
 * user and a bucket. Needs no root and no manager daemon; takes about two seconds.
 * @throws {Error} with what it said, when it does not get ready within a minute.
 */
export async function startCeph(): Promise<PeerStore> {
  const place = await layOut();
  const { folder, fsid } = place;
  const at = (name: string) => path.join(folder, name);
  const env = { ...process.env, CEPH_CONF: at("ceph.conf") };
  const daemons: ChildProcess[] = [];
  const startDaemon = (command: string, ...args: string[]) =>
    daemons.push(daemon(command, [...args, "-f"], env, at(`log/${command}.out`)));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", remove);
  const stop = async () => {
    await Promise.all(daemons.map((child) => kill(child)));
    remove();
    process.off("exit", remove);
  };
  const endpoint = `http://127.0.0.1:${place.gatewayPort}`;
  try {
    await makeKeys(at("keyring"), env);
    const addresses = ["--addv", "a", monitorAddresses(place)];
    await run("monmaptool", ["--create", "--fsid", fsid, ...addresses, at("monmap")], env);
    const map = ["--monmap", at("monmap"), "--keyring", at("keyring")];
    await run("ceph-mon", ["--mkfs", "-i", "a", ...map], env);
    startDaemon("ceph-mon", "-i", "a");
    const osd = randomUUID();
    await run("ceph", ["--connect-timeout", "20", "osd", "new", osd, "0"], env);
    await run("ceph-osd", ["--mkfs", "-i", "0", "--osd-uuid", osd], env);
    startDaemon("ceph-osd", "-i", "0");
    startDaemon("radosgw", "-n", "client.gateway");
    await untilReady(endpoint, daemons);
    const keys = [`--access-key=${KEYS.accessKeyId}`, `--secret-key=${KEYS.secretAccessKey}`];
    await run("radosgw-admin", ["user", "create", "--uid=athena", "--display-name=Athena", ...keys], env);
    await createBucket(endpoint);
  } catch (error) {
    const said = lastWords(folder);
    await stop();
    throw new Error(`Ceph did not start: ${(error as Error).message}\n${said}`, { cause: error });
  }
  return { endpoint, ...KEYS, bucket: BUCKET, stop };
}
