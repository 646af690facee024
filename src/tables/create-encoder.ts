import {buildRows} from './build-rows.js';
import {COLUMNS} from './columns.js';
import type {TableName} from './columns.js';
import {formatCsv, formatCsvHeader} from './format-csv.js';
import {formatNdjson} from './format-ndjson.js';
import {ParquetTable} from './parquet-table.js';
import {LineEncoder} from './table-encoder.js';
import type {Format, TableEncoder} from './table-encoder.js';
import type {TableNames} from './table-record.js';

export async function createEncoder(
  format: Format,
  table: TableName,
  names: TableNames,
): Promise<TableEncoder> {
  const columns = COLUMNS[table];
  switch (format) {
    case 'csv':
      return new LineEncoder(formatCsvHeader(columns), (record, recvUs) => {
        const block = buildRows(table, record, recvUs, names);
        return block === undefined ? '' : formatCsv(columns, block);
      });
    case 'ndjson':
      return new LineEncoder('', (record, recvUs) => formatNdjson(table, record, recvUs, names));
    case 'parquet': {
      const file = await ParquetTable.open(columns);
      return {
        add: (record, recvUs) => {
          const block = buildRows(table, record, recvUs, names);
          if (block !== undefined) file.add(block);
        },
        isFull: () => file.isFull,
        take: () => file.take(),
        end: () => file.end(),
      };
    }
  }
}
