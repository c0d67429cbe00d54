import { S3Error } from "#embedded/object-store/errors.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";
import { childrenOf, childText, parseXml, tag, xmlDocument } from "#embedded/object-store/xml.ts";

/** One rule of a bucket's CORS configuration (S3 API reference, PutBucketCors). */
export interface CorsRule {
  readonly id?: string;
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
  readonly maxAge?: number;
}

const METHODS = new Set(["GET", "PUT", "POST", "DELETE", "HEAD"]);

/** Parses a CORSConfiguration. Throws MalformedXML and InvalidRequest (unknown method, two wildcards, over 100 rules). */
export function parseCors(document: string): CorsRule[] {
  const root = parseXml(document);
  const elements = childrenOf(root, "CORSRule");
  if (root.name !== "CORSConfiguration" || elements.length === 0 || elements.length > 100) {
    throw new S3Error("MalformedXML", "A CORSConfiguration holds 1 to 100 rules.");
  }
  return elements.map((element) => {
    const texts = (name: string) => childrenOf(element, name).map((child) => child.text.trim());
    const origins = texts("AllowedOrigin");
    const methods = texts("AllowedMethod");
    const headers = texts("AllowedHeader");
    const expose = texts("ExposeHeader");
    const maxAge = childText(element, "MaxAgeSeconds")?.trim();
    const id = childText(element, "ID");
    if (origins.length === 0 || methods.length === 0) {
      throw new S3Error("MalformedXML", "A CORSRule needs an AllowedOrigin and an AllowedMethod.");
    }
    const method = methods.find((name) => !METHODS.has(name));
    if (method !== undefined) {
      throw new S3Error(
        "InvalidRequest",
        `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
      );
    }
    if ([...origins, ...headers].some((pattern) => pattern.split("*").length > 2)) {
      throw new S3Error(
        "InvalidRequest",
        "AllowedOrigin and AllowedHeader can have at most one wildcard character.",
      );
    }
    if (
      expose.some((name) => !/^[\w-]+$/.test(name)) ||
      (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge))
    ) {
      throw new S3Error(
        "InvalidRequest",
        "ExposeHeader must be header names, MaxAgeSeconds a number of seconds.",
      );
    }
    return {
      origins,
      methods,
      headers,
      expose,
      ...(id === undefined ? {} : { id }),
      ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
    };
  });
}

/** The configuration as GetBucketCors answers it. */
export function corsDocument(rules: readonly CorsRule[]): string {
  const all = (name: string, values: readonly string[]) => values.map((value) => tag(name, value)).join("");
  return xmlDocument(
    "CORSConfiguration",
    rules
      .map(
        (rule) =>
          `<CORSRule>${tag("ID", rule.id)}${all("AllowedOrigin", rule.origins)}${all("AllowedMethod", rule.methods)}` +
          `${all("AllowedHeader", rule.headers)}${tag("MaxAgeSeconds", rule.maxAge)}${all("ExposeHeader", rule.expose)}</CORSRule>`,
      )
      .join(""),
  );
}

function matches(pattern: string, value: string): boolean {
  const at = pattern.indexOf("*");
  if (at < 0) return pattern === value;
  const tail = pattern.slice(at + 1);
  return value.length >= pattern.length - 1 && value.startsWith(pattern.slice(0, at)) && value.endsWith(tail);
}

/** The first rule that lets `origin` use `method` with `headers` (lower-case names), or undefined. */
export function matchCors(
  rules: readonly CorsRule[],
  origin: string,
  method: string,
  headers: readonly string[],
): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.methods.includes(method) &&
      rule.origins.some((pattern) => matches(pattern, origin)) &&
      headers.every((header) => rule.headers.some((pattern) => matches(pattern.toLowerCase(), header))),
  );
}

function allow(exchange: Exchange, rule: CorsRule, origin: string): void {
  const any = rule.origins.includes("*");
  exchange.res.setHeader("Access-Control-Allow-Origin", any ? "*" : origin);
  if (!any) exchange.res.setHeader("Access-Control-Allow-Credentials", "true");
  exchange.res.setHeader("Access-Control-Allow-Methods", rule.methods.join(", "));
  if (rule.expose.length > 0) exchange.res.setHeader("Access-Control-Expose-Headers", rule.expose.join(", "));
  if (rule.maxAge !== undefined) exchange.res.setHeader("Access-Control-Max-Age", String(rule.maxAge));
}

const VARY = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

/** Sets the CORS headers of an actual answer, before its outcome is known, so that errors carry them too. */
export function applyCors(exchange: Exchange, rules: readonly CorsRule[]): void {
  const origin = exchange.headers.get("origin");
  if (rules.length > 0) exchange.res.setHeader("Vary", VARY);
  const rule = origin === undefined ? undefined : matchCors(rules, origin, exchange.method, []);
  if (rule && origin !== undefined) allow(exchange, rule, origin);
}

/**
 * Answers a preflight. Throws AccessForbidden, for an absent bucket as well: preflights carry no signature, and must
 * not tell which buckets exist.
 */
export function answerPreflight(exchange: Exchange, rules: readonly CorsRule[]): void {
  const origin = exchange.headers.get("origin");
  const method = exchange.headers.get("access-control-request-method");
  if (origin === undefined || method === undefined) {
    throw new S3Error(
      "InvalidRequest",
      "Insufficient information. Origin and Access-Control-Request-Method are needed.",
    );
  }
  const wanted = exchange.headers.get("access-control-request-headers") ?? "";
  const names = wanted
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const rule = matchCors(rules, origin, method, names);
  if (!rule) {
    throw new S3Error(
      "AccessForbidden",
      "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    );
  }
  exchange.res.setHeader("Vary", VARY);
  allow(exchange, rule, origin);
  if (names.length > 0) exchange.res.setHeader("Access-Control-Allow-Headers", names.join(", "));
  exchange.res.writeHead(200, { "Content-Length": 0 }).end();
}
