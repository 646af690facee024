import type {DecodeIssue, DecodeIssueCode} from '../domain/feed-event.js';
import {toPlainText} from '../domain/plain-text.js';
import {isRecord} from './fields.js';
import {MAX_ISSUES_PER_FRAME} from './limits.js';

/** Longest detail of an issue, in UTF-16 units. */
const MAX_DETAIL_LENGTH = 80;

/** Collects what was left out of one frame. */
export class DecodeIssues {
  readonly list: DecodeIssue[] = [];

  /** Notes that something was left out; `about` is the offending piece, whatever it is. */
  add(code: DecodeIssueCode, about: unknown): void {
    if (this.list.length >= MAX_ISSUES_PER_FRAME) return;
    this.list.push({code, detail: formatDetail(about)});
  }
}

/** Never walks into the piece: `JSON.stringify` overflows the stack on one that is nested deeply. */
function formatDetail(about: unknown): string {
  let text: string;
  if (typeof about === 'string') text = about;
  else if (Array.isArray(about)) text = `an array of ${about.length}`;
  else if (isRecord(about)) text = formatRecord(about);
  else text = String(about);

  return toPlainText(text.slice(0, 4 * MAX_DETAIL_LENGTH), MAX_DETAIL_LENGTH);
}

function formatRecord(record: Readonly<Record<string, unknown>>): string {
  const fields: string[] = [];
  for (const key in record) {
    fields.push(`${key}: ${formatScalar(record[key])}`);
    if (fields.length === 6) break;
  }

  return `{${fields.join(', ')}}`;
}

function formatScalar(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 40);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '…';
}
