/** Litter that systems leave in folders without being asked. */
const LITTER = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/**
 * Opens the system's own chooser. To be called while a press is being answered: browsers open nothing by themselves.
 * @param attributes of the input, such as `accept`, `capture` or `webkitdirectory`.
 */
export function pickFiles(
  attributes: Readonly<Record<string, string>>,
  take: (files: File[]) => void,
  multiple = true,
): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = multiple;
  input.hidden = true;
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  // In the page for as long as it is open: Safari forgets about one that stands nowhere.
  document.body.append(input);
  input.addEventListener("change", () => {
    input.remove();
    take([...(input.files ?? [])].filter(({ name }) => !LITTER.has(name)));
  });
  input.addEventListener("cancel", () => input.remove());
  input.click();
}
