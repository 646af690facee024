import type {Measure, Section} from './measure.js';

const NAME_CELLS = 46;
const NUMBER_CELLS = 10;

/** A table of the section for people. */
export function formatSection({title, measures, remarks}: Section): string {
  const columns = ['median', 'lowest', 'highest', 'n'].map((name) => name.padStart(NUMBER_CELLS));
  return [
    title.padEnd(NAME_CELLS) + columns.join(''),
    ...measures.map(formatMeasure),
    ...remarks.map((remark) => `  ${remark}`),
    '',
    '',
  ].join('\n');
}

function formatMeasure({name, unit, median, low, high, count}: Measure): string {
  const numbers = [formatNumber(median), formatNumber(low), formatNumber(high), String(count)];
  const cells = numbers.map((text) => text.padStart(NUMBER_CELLS)).join('');
  return `  ${name}`.padEnd(NAME_CELLS) + `${cells}  ${unit}`;
}

/** Three significant digits: more would be noise. */
function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '-';
  if (value === 0) return '0';
  const decimals = Math.min(3, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(decimals);
}
