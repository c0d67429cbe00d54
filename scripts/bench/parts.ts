import type { Figure } from "#scripts/bench/figure.ts";

/** What a run was asked for. */
export type Options = {
  /** Documents in the database that is measured. */
  rows: number;
  /** MiB of the large file. */
  size: number;
  /** What shows how cost grows alone, for a database beside the one that is measured wholly. */
  brief: boolean;
  /** Writes the query plans anew instead of comparing them. */
  keepPlans: boolean;
};

export type Measure = (options: Options) => Promise<Figure[]>;

type Part = {
  title: string;
  /** Beyond it the part is given up. */
  minutes: number;
  load: () => Promise<{ measure: Measure }>;
};

/** What is measured, in this order: each in a process of its own. */
export const PARTS = {
  sign: { title: "Signing", minutes: 10, load: () => import("#scripts/bench/parts/sign.ts") },
  database: { title: "Database", minutes: 240, load: () => import("#scripts/bench/parts/database.ts") },
  pages: { title: "Pages and the API", minutes: 20, load: () => import("#scripts/bench/parts/pages.ts") },
  web: { title: "Browser", minutes: 20, load: () => import("#scripts/bench/parts/web.ts") },
  files: { title: "Many small files", minutes: 20, load: () => import("#scripts/bench/parts/files.ts") },
  upload: { title: "One large upload", minutes: 20, load: () => import("#scripts/bench/parts/upload.ts") },
  preview: {
    title: "Reading through the server",
    minutes: 15,
    load: () => import("#scripts/bench/parts/preview.ts"),
  },
  memory: {
    title: "Memory under uploads",
    minutes: 20,
    load: () => import("#scripts/bench/parts/memory.ts"),
  },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof PARTS;

export const isPart = (name: string): name is PartName => Object.hasOwn(PARTS, name);
