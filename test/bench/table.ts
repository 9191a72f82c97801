/** Writes the bench's rows as one Markdown table. */

import { isMet, isRowMet, type Measured, type Row } from './row.ts';

const digits: Readonly<Record<Row['unit'], number>> = { ratio: 2, count: 1, percent: 2 };

function written(value: number, unit: Row['unit']): string {
  const text = unit === 'count' && Number.isInteger(value) ? String(value) : value.toFixed(digits[unit]);
  return unit === 'percent' ? `${text} %` : text;
}

function cell(row: Row, measured: Measured | undefined): string {
  if (measured === undefined) return '';
  const { value, interval, samples } = measured;
  const range =
    interval === undefined
      ? ''
      : ` (${written(interval[0], row.unit)}–${written(interval[1], row.unit)}; ${samples ?? 0})`;
  const text = `${written(value, row.unit)}${range}`;
  return isMet(row, measured) ? text : `**${text}**`;
}

/** What misses its limit is bold. In brackets: where the median lies, 19 times out of 20, and how many samples say so. */
export function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const lines = rows.map((row) => [
    row.what,
    row.limit === null ? 'none' : `${row.limit.kind} ${written(row.limit.value, row.unit)}`,
    ...columns.map((column) => cell(row, row.cells[column])),
    row.limit === null ? '' : isRowMet(row) ? 'met' : '**missed**',
  ]);
  const head = ['what', 'limit', ...columns, ''];
  return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}
