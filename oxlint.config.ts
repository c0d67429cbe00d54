import { defineConfig, type OxlintConfig } from "oxlint";

const LEFT = {
  app: { group: ["#app/*"], message: "Nothing imports a route." },
  components: { group: ["#components/*"], message: "Only app imports components." },
  lib: { group: ["#lib/*"], message: "This layer knows nothing of lib." },
  db: {
    group: ["#db/*"],
    message: "Only data.ts and mutations.ts of a capability speak to the database.",
    allowTypeImports: true,
  },
  embedded: { group: ["#embedded/*"], message: "The app knows nothing of embedded services (DESIGN)." },
  outside: { group: ["#worker/*", "#scripts/*", "#e2e/*"], message: "Entry points are imported by nobody." },
  s3: { group: ["@aws-sdk/*", "@smithy/*"], message: "Only lib/storage speaks S3." },
  actor: {
    group: ["#lib/auth/actor.ts"],
    message: "Only lib/auth makes an actor; elsewhere it is a type.",
    allowTypeImports: true,
  },
  data: {
    group: [
      "#lib/*/data.ts",
      "#lib/*/mutations.ts",
      "#lib/*/*.mutations.ts",
      "#lib/storage/*",
      "!#lib/storage/actions.ts",
      "!#lib/storage/state.ts",
    ],
    message: "Components get data from pages and change it through actions.",
    allowTypeImports: true,
  },
  schemas: { group: ["zod", "zod/*"], message: "No schema library in the browser.", allowTypeImports: true },
};

type Rules = NonNullable<OxlintConfig["rules"]>;

const ban = (...names: (keyof typeof LEFT)[]): Rules => ({
  "no-restricted-imports": ["error", { patterns: names.map((name) => LEFT[name]) }],
});

export default defineConfig({
  plugins: ["typescript", "react", "jsx-a11y", "nextjs", "import", "unicorn", "oxc", "promise", "vitest"],
  categories: { correctness: "error", suspicious: "error" },
  options: { typeAware: true },
  env: { browser: true, node: true, es2024: true },
  ignorePatterns: ["node_modules", ".next", ".data", ".test", "db/migrations"],
  rules: {
    "typescript/no-floating-promises": ["error", { checkThenables: true }],
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/ban-ts-comment": "error",
    "typescript/consistent-type-imports": "error",
    "eslint/eqeqeq": ["error", "always", { null: "ignore" }],
    "eslint/no-console": "error",
    // React 19 needs no React in scope.
    "react/react-in-jsx-scope": "off",
    // Assertions stand where a parsed or queried value is known better than its type; tsc still checks overlap.
    "typescript/no-unsafe-type-assertion": "off",
    // "server-only" and style sheets are imported for their effect.
    "import/no-unassigned-import": "off",
    "import/no-named-as-default-member": "off",
    // Control characters are what file names and headers are checked for.
    "eslint/no-control-regex": "off",
    "eslint/no-underscore-dangle": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/require-post-message-target-origin": "off",
    "vitest/require-mock-type-parameters": "off",
    "promise/always-return": "off",
    "promise/no-callback-in-promise": "off",
    // tsc's noImplicitReturns says it without taking an exhaustive switch for an open end.
    "typescript/consistent-return": "off",
    // Takes a variable that a callback changes for one that nobody changes.
    "eslint/no-unmodified-loop-condition": "off",
  },
  overrides: [
    // Commands and skipped suites talk to people on the terminal.
    { files: ["scripts/**", "docs/examples/**", "**/*.test.ts"], rules: { "eslint/no-console": "off" } },
    {
      files: ["**/*.test.ts"],
      rules: {
        // Property tests and tables branch on what was generated.
        "vitest/no-conditional-expect": "off",
        "vitest/no-standalone-expect": "off",
        "vitest/require-to-throw-message": "off",
        "vitest/expect-expect": ["error", { assertFunctionNames: ["expect", "fc.assert"] }],
      },
    },
    // Look-ups by a masked byte in tables of 256, in the hottest loop of the store.
    { files: ["embedded/object-store/crc.ts"], rules: { "typescript/no-non-null-assertion": "off" } },
    { files: ["app/**"], rules: ban("app", "db", "embedded", "outside", "s3", "actor") },
    {
      files: ["components/**"],
      rules: ban("app", "db", "embedded", "outside", "s3", "actor", "data", "schemas"),
    },
    {
      files: ["lib/**"],
      rules: ban("app", "components", "db", "embedded", "outside", "s3", "actor"),
    },
    {
      files: ["lib/**/data.ts", "lib/**/mutations.ts", "lib/**/*.data.ts", "lib/**/*.mutations.ts"],
      rules: ban("app", "components", "embedded", "outside", "s3", "actor"),
    },
    { files: ["lib/auth/**"], rules: ban("app", "components", "db", "embedded", "outside", "s3") },
    {
      files: ["lib/auth/data.ts", "lib/auth/mutations.ts", "lib/auth/*.data.ts", "lib/auth/*.mutations.ts"],
      rules: ban("app", "components", "embedded", "outside", "s3"),
    },
    { files: ["lib/storage/**"], rules: ban("app", "components", "db", "embedded", "outside", "actor") },
    {
      files: ["lib/storage/data.ts", "lib/storage/mutations.ts", "lib/storage/*.mutations.ts"],
      rules: ban("app", "components", "embedded", "outside", "actor"),
    },
    { files: ["db/**"], rules: ban("app", "components", "embedded", "outside", "s3") },
    { files: ["embedded/**"], rules: ban("app", "components", "lib", "db", "outside") },
    {
      files: ["embedded/**/*.test.ts", "embedded/**/testing.ts"],
      rules: ban("app", "components", "lib", "db"),
    },
    // Tests start the real services and look at rows directly.
    { files: ["lib/**/*.test.ts", "lib/testing/**"], rules: ban("app", "components", "outside") },
    { files: ["app/**/*.test.ts"], rules: ban("components") },
  ],
});
