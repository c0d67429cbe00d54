const PSEUDO = /:(hover|focus-visible|active)(?![\w-])/g;

/** Rules as text with everything changed that a mouse, a key, a thumb or another theme would have to be there for. */
function forced(css: string, touch: boolean): string {
  const held = css
    .replaceAll(PSEUDO, ':is(:$1, [data-force~="$1"])')
    // The tokens are worked out where they stand: a part of the page in a theme of its own needs its own.
    .replaceAll(/:root(?![\w-])/g, ":is(:root, [data-specimens])");
  return touch ? held.replaceAll(/\(pointer:\s*coarse\)/g, "all") : held;
}

/**
 * Lets `data-force="hover"` (or `focus-visible`, `active`) look like the state of that name, lets `data-specimens` have
 * a `data-theme` of its own, and where `touch` is set shows the whole page as on a phone. Answers how to take it back.
 */
export function forceStates(touch: boolean): () => void {
  const copy = new CSSStyleSheet();
  // A font's address is relative to the sheet it stands in.
  const rules = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => !(rule instanceof CSSFontFaceRule));
  copy.replaceSync(rules.map((rule) => forced(rule.cssText, touch)).join("\n"));
  document.adoptedStyleSheets.push(copy);
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== copy);
  };
}
