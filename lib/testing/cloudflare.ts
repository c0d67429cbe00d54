import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A level of Cloudflare's schema: what may be asked for, and what it takes. */
type Level = {
  args?: readonly string[];
  filters?: Record<string, string>;
  fields: Record<string, Level | null>;
};

const leaf = (...names: string[]): Level => ({
  fields: Object.fromEntries(names.map((name) => [name, null])),
});
const WITHIN = { datetime_geq: "Time!", datetime_leq: "Time!", bucketName_in: "[string!]" };
const GROUPS = { args: ["limit", "filter", "orderBy"], filters: WITHIN };

/** What https://developers.cloudflare.com/r2/platform/metrics-analytics/ documents, as far as it is used. */
const SCHEMA: Level = {
  fields: {
    viewer: {
      fields: {
        accounts: {
          args: ["filter"],
          filters: { accountTag: "string!" },
          fields: {
            r2OperationsAdaptiveGroups: {
              ...GROUPS,
              fields: {
                sum: leaf("requests"),
                dimensions: leaf(
                  "actionType",
                  "actionStatus",
                  "bucketName",
                  "objectName",
                  "responseStatusCode",
                  "datetime",
                  "storageClass",
                ),
              },
            },
            r2StorageAdaptiveGroups: {
              ...GROUPS,
              fields: {
                max: leaf("payloadSize", "metadataSize", "objectCount", "uploadCount"),
                dimensions: leaf("bucketName", "datetime", "storageClass"),
              },
            },
          },
        },
      },
    },
  },
};

type Row = {
  dimensions: Record<string, string | number>;
  [figures: string]: Record<string, string | number>;
};
type Asked = { query: string; variables: Record<string, unknown> };

const unknown = (what: string): never => {
  throw new Error(`unknown ${what}`);
};

/** Reads a query against the schema and answers it from rows: filters hold, and nothing comes that is not asked for. */
class Query {
  readonly #signs: string[];
  readonly #types = new Map<string, string>();
  readonly #asked: Asked;
  readonly #rows: Record<string, readonly Row[]>;

  constructor(asked: Asked, rows: Record<string, readonly Row[]>) {
    this.#asked = asked;
    this.#rows = rows;
    const [, head = "", rest = ""] = /^query \w+\(([^)]*)\)\s*(\{.*)$/s.exec(asked.query) ?? unknown("query");
    for (const [, name = "", type = ""] of head.matchAll(/\$(\w+): (\S+)/g)) this.#types.set(name, type);
    this.#signs = rest.match(/[\w$[\]]+|[{}():]/g) ?? [];
  }

  #take(expected?: string): string {
    const sign = this.#signs.shift() ?? unknown("end");
    return expected === undefined || sign === expected ? sign : unknown(`sign ${sign}, not ${expected}`);
  }

  #next(): string | undefined {
    return this.#signs[0];
  }

  #filter(level: Level): Record<string, unknown> {
    const filter: Record<string, unknown> = {};
    this.#take("{");
    while (this.#next() !== "}") {
      const name = this.#take();
      this.#take(":");
      const variable = this.#take().slice(1);
      // A variable of another type than the filter's is refused by Cloudflare, as is one that nobody has declared.
      if (level.filters?.[name] === undefined || this.#types.get(variable) !== level.filters[name])
        unknown(`filter ${name}: $${variable}`);
      filter[name] = this.#asked.variables[variable] ?? unknown(`value of $${variable}`);
    }
    this.#take("}");
    return filter;
  }

  #args(level: Level): Record<string, unknown> {
    const args: Record<string, unknown> = {};
    if (this.#next() !== "(") return args;
    this.#take("(");
    while (this.#next() !== ")") {
      const name = this.#take();
      if (!level.args?.includes(name)) unknown(`argument ${name}`);
      this.#take(":");
      args[name] = name === "filter" ? this.#filter(level) : this.#take();
    }
    this.#take(")");
    return args;
  }

  #within(name: string, filter: Record<string, unknown>): readonly Row[] {
    return (this.#rows[name] ?? []).filter(
      ({ dimensions: { bucketName, datetime } }) =>
        (filter.bucketName_in as unknown[]).includes(bucketName) &&
        String(datetime) >= String(filter.datetime_geq) &&
        String(datetime) <= String(filter.datetime_leq),
    );
  }

  #fields(level: Level, from: Record<string, unknown>): Record<string, unknown> {
    const answer: Record<string, unknown> = {};
    this.#take("{");
    while (this.#next() !== "}") {
      const name = this.#take();
      const below = level.fields[name];
      if (below === undefined) unknown(`field ${name}`);
      answer[name] = below ? this.#below(name, below, from) : from[name];
    }
    this.#take("}");
    return answer;
  }

  #below(name: string, level: Level, from: Record<string, unknown>): unknown {
    const { filter } = this.#args(level);
    const each = (rows: readonly Record<string, unknown>[]) => {
      const signs = [...this.#signs];
      // Read even where there is no row: a wrong field is a wrong field.
      this.#fields(level, {});
      const rest = [...this.#signs];
      const answers = rows.map((row) => {
        this.#signs.splice(0, this.#signs.length, ...signs);
        return this.#fields(level, row);
      });
      this.#signs.splice(0, this.#signs.length, ...rest);
      return answers;
    };
    if (name === "accounts") return each([{}]);
    if (level.filters !== undefined) return each(this.#within(name, filter as Record<string, unknown>));
    return each([(from[name] ?? {}) as Record<string, unknown>])[0];
  }

  answer(): unknown {
    return this.#fields(SCHEMA, {});
  }
}

/** What Cloudflare sends instead of figures: a status and a body. */
export type Refusal = { status: number; body: string };

/**
 * A real HTTP server that speaks the part of Cloudflare's analytics that the product uses, to whoever has the token.
 * `state.instead` answers in its place; "silence" never does, and "hang up" ends the connection.
 */
export async function cloudflareServer(token: string, accountId: string, rows: Record<string, Row[]>) {
  const asked: Asked[] = [];
  const state: { instead: (Refusal | "silence" | "hang up")[] } = { instead: [] };

  async function answer(request: IncomingMessage): Promise<Refusal | "silence" | "hang up"> {
    const question = JSON.parse(await text(request)) as Asked;
    asked.push(question);
    const instead = state.instead.length > 1 ? state.instead.shift() : state.instead[0];
    if (instead !== undefined) return instead;
    const refuse = (status: number, message: string) => ({
      status,
      body: JSON.stringify({ data: null, errors: [{ message, path: null, extensions: { timestamp: "" } }] }),
    });
    if (request.method !== "POST" || request.headers["content-type"] !== "application/json")
      return refuse(400, "error parsing args");
    if (request.headers.authorization !== `Bearer ${token}`) return refuse(403, "Authentication error");
    if (question.variables.accountTag !== accountId) return refuse(200, "not authorized for that account");
    try {
      const data = new Query(question, rows).answer();
      return { status: 200, body: JSON.stringify({ data, errors: null }) };
    } catch (error) {
      return refuse(200, (error as Error).message);
    }
  }

  function send(response: ServerResponse, how: Refusal | "silence" | "hang up"): void {
    if (how === "silence") return;
    if (how === "hang up") response.destroy();
    else response.writeHead(how.status, { "content-type": "application/json" }).end(how.body);
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (how) => send(response, how),
      () => response.destroy(),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/client/v4/graphql`,
    asked,
    state,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
