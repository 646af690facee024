// How deeply a JSON text is nested, told before it is parsed: each level of a parsed text is an
// object of its own, and 8 MB of nothing but brackets take 245 MB of heap.

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

/** Whether arrays and objects nest deeper than that anywhere; brackets inside of strings are text. */
export function isNestedDeeperThan(text: string, maxDepth: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isInString) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) isInString = false;
      continue;
    }

    switch (code) {
      case QUOTE:
        isInString = true;
        break;
      case OPENING_BRACKET:
      case OPENING_BRACE:
        if (++depth > maxDepth) return true;
        break;
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        depth--;
        break;
    }
  }

  return false;
}
