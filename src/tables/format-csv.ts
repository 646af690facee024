// CSV as RFC 4180 has it, with LF: a header, what is unknown is empty, decimals as the exchange writes them.

import {formatPrice, PRICE_ONE} from '../domain/price.js';
import type {Price} from '../domain/price.js';
import {formatSize} from '../domain/size.js';
import type {SizeMicros} from '../domain/size.js';
import type {RowBlock} from './build-rows.js';
import type {Cell, Column} from './columns.js';

/** Each price is written a million times: its text is made once. */
const PRICES = Array.from({length: PRICE_ONE + 1}, (_, price) => formatPrice(price as Price));

/** With its end. */
export function formatCsvHeader(columns: readonly Column[]): string {
  return `${columns.map(({name}) => name).join(',')}\n`;
}

/** Whole lines, their ends included. */
export function formatCsv(columns: readonly Column[], {head, tails}: RowBlock): string {
  let beginning = '';
  for (let i = 0; i < head.length; i++) beginning += `${formatCell(columns[i]!, head[i])},`;
  let text = '';
  for (const tail of tails) {
    text += beginning;
    for (let i = 0; i < tail.length; i++) {
      if (i > 0) text += ',';
      text += formatCell(columns[head.length + i]!, tail[i]);
    }

    text += '\n';
  }

  return text;
}

function formatCell({kind}: Column, cell: Cell): string {
  if (cell === undefined) return '';
  switch (kind) {
    case 'price':
      return PRICES[cell as number]!;
    case 'size':
      return formatSize(cell as SizeMicros);
    case 'text':
      return quote(cell as string);
    case 'us':
    case 'ms':
    case 'count':
    case 'flag':
      return String(cell);
  }
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
