import { photo } from "#e2e/samples/picture.ts";
import { type Sample, sha256 } from "#e2e/samples/sample.ts";
import { docxFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import type { AppPlace } from "#scripts/faults/app-place.ts";
import { Caller } from "#scripts/faults/caller.ts";
import type { Ground } from "#scripts/faults/ground.ts";

/** What a scenario has to work with: everything that runs, and a school of its own. */
export type Scene = {
  ground: Ground;
  school: TestSchool;
  /** Has every permission there. */
  caller: Caller;
  /** The two apps; either does. */
  app: AppPlace;
  other: AppPlace;
  /** What the school was given, by SHA-256: nothing else may be in its documents. */
  given: Set<string>;
  /** A new small file, which has no thumbnail. */
  letter: () => Sample;
  /** A new file that goes in two parts. */
  mural: () => Sample;
};

export type Scenario = {
  /** Its number in assurance, "Reliability invariants". */
  fault: number;
  what: string;
  /** Whether no other test of `npm test` shows it: then it runs there too. */
  inCi?: boolean;
  run(scene: Scene): Promise<void>;
};

const MURAL_BYTES = 9_000_000;

export async function sceneOn(ground: Ground): Promise<Scene> {
  const school = await buildSchool();
  const { token } = await school.token();
  const [app, other] = ground.apps;
  if (app === undefined || other === undefined) throw new Error("There are no two apps.");
  const given = new Set<string>();
  let made = 0;
  const remember = (file: Sample) => {
    given.add(sha256(file.bytes));
    return file;
  };
  return {
    ground,
    school,
    caller: new Caller(ground, token),
    app,
    other,
    given,
    letter: () => {
      made += 1;
      return remember({ name: `carta ${made}.docx`, type: TYPES.docx, bytes: docxFile() });
    },
    mural: () => {
      made += 1;
      return remember(photo(`mural ${made}.png`, { size: MURAL_BYTES + made }));
    },
  };
}
