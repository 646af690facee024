import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {HELP_TEXT} from '../../src/help-text.js';
import {STAGES} from '../../src/domain/latency.js';
import {CONFIG_KEYS} from '../../src/keeping/config-keys.js';
import {COLUMNS} from '../../src/tables/columns.js';
import {KEY_TABLE} from '../../src/view/key-table.js';
import {STAGE_WORDS} from '../../src/view/stage-words.js';
import {TRUST_REASONS, TRUST_WORDS} from '../../src/view/trust-words.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('README', () => {
  test.each(KEY_TABLE.map(({label, help}) => `| \`${label}\` | ${help} |`))(
    'lists the key as the program has it: %s',
    (row) => {
      expect(readme).toContain(row);
    },
  );

  test.each(Object.entries(TRUST_WORDS).map(([word, {meaning}]) => `| \`${word}\` | ${meaning} |`))(
    'gives the trust word the meaning that the program gives it: %s',
    (row) => {
      expect(readme).toContain(row);
    },
  );

  test.each(Object.values(TRUST_REASONS).filter((reason) => reason !== ''))(
    'says what a reason means and what to do then: %s',
    (reason) => {
      const section = /## When not to trust it\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
      const rows = section.split('\n').filter((line) => line.startsWith(`| \`${reason}\` | `));
      expect(rows).toHaveLength(1);
      expect(rows[0]!.split(' | ')).toHaveLength(3);
    },
  );

  test.each(
    Object.entries(STAGES).map(([stage, {meaning}]) => {
      const {label} = STAGE_WORDS[stage as keyof typeof STAGES];
      return `| ${label.trim()} | ${meaning} |`;
    }),
  )('says what a stage of the latency panel measures: %s', (row) => {
    expect(readme).toContain(row);
  });

  test('has every key of the configuration file as the program has it, and no other', () => {
    const section = /## Configuration\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual(
      Object.entries(CONFIG_KEYS).map(
        ([key, {example, meaning}]) => `| \`${key}\` | \`${example}\` | ${meaning} |`,
      ),
    );
  });

  test('has every column of an export as the program has it, and no other', () => {
    const section = /## Export\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    const {books, trades, bbo} = COLUMNS;
    const shared = trades.slice(0, 6);
    const own = [books, trades, bbo].flatMap((table) =>
      table.filter((column) => !shared.includes(column)),
    );
    expect(rows).toEqual(
      [...shared, ...own].map(({name, meaning}) => `| \`${name}\` | ${meaning} |`),
    );
  });

  test('names every option of --help, and no other', () => {
    const optionsOf = (text: string): string[] => [
      ...new Set(Array.from(text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g), ([option]) => option)),
    ];
    const table = /## Options\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
    expect(optionsOf(table).sort()).toEqual(optionsOf(HELP_TEXT).sort());
  });

  test('gives the two commands of a fresh machine', () => {
    expect(readme).toContain('npm ci && npm start -- --demo');
    expect(readme).toContain('npm ci && npm test');
  });
});
