const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);

/** A public picture as a web page takes it in (HTML, 4.8.3). Without a text it is one that says nothing. */
export function imageHtml(url: string, altText: string | null): string {
  return `<img src="${escaped(url)}" alt="${escaped(altText ?? "")}">`;
}
