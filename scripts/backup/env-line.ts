/** What a value between double quotes must lack: Node.js reads some of it as something else, and a shell the rest. */
const NOT_DOUBLE = /["\\$`]/;

/**
 * A setting as a line of a file that Node.js and a shell read alike. Neither takes a quote sign back that is escaped in
 * both their ways, so the quotes are of a sort that the value has not.
 * @throws {Error} in words for the terminal, where it has both.
 */
export function envLine(name: string, value: string): string {
  if (!value.includes("'")) return `${name}='${value}'\n`;
  if (!NOT_DOUBLE.test(value)) return `${name}="${value}"\n`;
  throw new Error(
    `${name} has quote signs of both sorts, or one beside $, \` or \\: no file of settings can hold it. Give it another value.`,
  );
}
