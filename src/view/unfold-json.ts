// JSON over many lines without parsing it: what is shown is what came, wrong or cut as it may be.

import {toPlainText} from '../domain/plain-text.js';

/** Deeper levels are indented no further. */
const MAX_INDENT = 12;

const INDENT = '  ';

/** Longest line; a cut one ends in an ellipsis. */
const MAX_LINE = 300;

/** The text in lines that are safe for a terminal: one for each value of an object or a list. */
export function unfoldJson(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const end = (): void => {
    const shown = toPlainText(line, MAX_LINE);
    if (shown !== '') lines.push(INDENT.repeat(Math.min(depth, MAX_INDENT)) + shown);
    line = '';
  };

  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    switch (char) {
      case '"': {
        const after = endOfString(text, i);
        line += text.slice(i, after);
        i = after - 1;
        break;
      }

      case '{':
      case '[': {
        const closing = char === '{' ? '}' : ']';
        if (text[i + 1] === closing) {
          line += char + closing;
          i++;
          break;
        }

        line += char;
        end();
        depth++;
        break;
      }

      case '}':
      case ']':
        end();
        depth = Math.max(0, depth - 1);
        line = char;
        break;
      case ',':
        line += char;
        end();
        break;
      case ':':
        line += ': ';
        break;
      default:
        line += char;
    }
  }

  end();
  return lines;
}

/** Index after the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i + 1;
  }

  return text.length;
}
