import { lchownSync, lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Account } from "./account.ts";
import { PostgresError } from "./errors.ts";

function giveTree(target: string, uid: number, gid: number): void {
  lchownSync(target, uid, gid);
  if (!lstatSync(target).isDirectory()) return;
  for (const name of readdirSync(target)) giveTree(path.join(target, name), uid, gid);
}

/** Gives a file or folder, with all in it, to the account that PostgreSQL runs under, where it is not its own. */
export function giveTo(account: Account, target: string): void {
  const { uid } = lstatSync(target);
  if (account.owner !== null) {
    if (uid !== account.owner.uid) giveTree(target, account.owner.uid, account.owner.gid);
  } else if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new PostgresError(
      `${target} belongs to another account: start as that account, or use another ATHENA_DATA_DIR.`,
    );
  }
}
