import { NOTHING, type Operation } from "#lib/api/operation.ts";
import type { Language } from "#lib/api/reference/types.ts";

/** Stands in addresses for the id of something. */
export const EXAMPLE_ID = "0198f1de-7b1f-7c3a-8c55-0123456789ab";

type Shape = {
  path: string;
  isWrite: boolean;
  isOpen: boolean;
  json: unknown;
  isForm: boolean;
  isBytes: boolean;
};

function shapeOf(operation: Operation): Shape {
  return {
    path: operation.path.replaceAll(/\{\w+\}/g, EXAMPLE_ID),
    isWrite: operation.access === "caller" && operation.method !== "GET",
    isOpen: operation.access === "anyone",
    json: operation.body === NOTHING ? undefined : operation.example,
    isForm: operation.form !== undefined,
    isBytes: Object.values(operation.answers).some(({ media }) => media === "*/*"),
  };
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

function curl({ method }: Operation, shape: Shape): string {
  const lines = [
    `curl --fail-with-body ${method === "GET" ? "" : `-X ${method} `}"$ATHENA_URL${shape.path}"`,
    ...(shape.isOpen ? [] : [`-H "Authorization: Bearer $ATHENA_TOKEN"`]),
    ...(shape.isWrite ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    ...(shape.json === undefined
      ? []
      : [`-H "Content-Type: application/json"`, `-d '${pretty(shape.json).replaceAll("'", `'\\''`)}'`]),
    ...(shape.isForm ? [`-F "kind=document"`, `-F "file=@plan.pdf;type=application/pdf"`] : []),
    ...(shape.isBytes ? [`-o plan.pdf`] : []),
  ];
  return lines.join(" \\\n  ");
}

function python({ method }: Operation, shape: Shape): string {
  const headers = [
    ...(shape.isOpen ? [] : [`"Authorization": "Bearer " + os.environ["ATHENA_TOKEN"]`]),
    ...(shape.isWrite ? [`"Idempotency-Key": str(uuid.uuid4())`] : []),
    ...(shape.json === undefined ? [] : [`"Content-Type": "application/json"`]),
    ...(shape.isForm ? [`"Content-Type": "multipart/form-data; boundary=" + boundary`] : []),
  ];
  const data = shape.json === undefined ? [] : [`data = json.dumps(${pretty(shape.json)}).encode()`];
  const form = [
    `boundary = uuid.uuid4().hex`,
    `data = b"\\r\\n".join([`,
    `    b"--" + boundary.encode(),`,
    `    b'Content-Disposition: form-data; name="file"; filename="plan.pdf"',`,
    `    b"Content-Type: application/pdf", b"",`,
    `    open("plan.pdf", "rb").read(),`,
    `    b"--" + boundary.encode() + b"--", b"",`,
    `])`,
  ];
  const sendsBody = shape.isForm || shape.json !== undefined;
  return [
    `import json, os, urllib.request, uuid`,
    ``,
    ...data,
    ...(shape.isForm ? form : []),
    `request = urllib.request.Request(`,
    `    os.environ["ATHENA_URL"] + "${shape.path}",`,
    `    method="${method}",`,
    ...(sendsBody ? [`    data=data,`] : []),
    `    headers={${headers.length === 0 ? "" : `\n        ${headers.join(",\n        ")},\n    `}},`,
    `)`,
    `with urllib.request.urlopen(request) as answer:`,
    shape.isBytes
      ? `    open("plan.pdf", "wb").write(answer.read())`
      : `    body = answer.read()\n    print(answer.status, json.loads(body) if body else None)`,
  ].join("\n");
}

function typescript({ method }: Operation, shape: Shape): string {
  const headers = [
    ...(shape.isOpen ? [] : ["Authorization: `Bearer ${process.env.ATHENA_TOKEN}`"]),
    ...(shape.isWrite ? [`"Idempotency-Key": crypto.randomUUID()`] : []),
    ...(shape.json === undefined ? [] : [`"Content-Type": "application/json"`]),
  ];
  const form = [
    `const body = new FormData();`,
    `body.set("kind", "document");`,
    `body.set("file", new File([await readFile("plan.pdf")], "plan.pdf", { type: "application/pdf" }));`,
    ``,
  ];
  const body =
    shape.json === undefined
      ? []
      : [`  body: JSON.stringify(${pretty(shape.json).replaceAll("\n", "\n  ")}),`];
  const uses = [shape.isForm ? "readFile" : null, shape.isBytes ? "writeFile" : null].filter(Boolean);
  return [
    ...(uses.length > 0 ? [`import { ${uses.join(", ")} } from "node:fs/promises";`, ``] : []),
    ...(shape.isForm ? form : []),
    "const answer = await fetch(`${process.env.ATHENA_URL}" + shape.path + "`, {",
    `  method: "${method}",`,
    ...(headers.length > 0 ? [`  headers: {`, ...headers.map((header) => `    ${header},`), `  },`] : []),
    ...body,
    ...(shape.isForm ? [`  body,`] : []),
    `});`,
    `if (!answer.ok) throw new Error((await answer.json()).code);`,
    shape.isBytes
      ? `await writeFile("plan.pdf", Buffer.from(await answer.arrayBuffer()));`
      : `console.log(answer.status, await answer.text());`,
  ].join("\n");
}

/** How one operation is called, in each language; whole programs that read ATHENA_URL and ATHENA_TOKEN. */
export function examplesOf(operation: Operation): Record<Language, string> {
  const shape = shapeOf(operation);
  return {
    curl: curl(operation, shape),
    python: python(operation, shape),
    typescript: typescript(operation, shape),
  };
}
