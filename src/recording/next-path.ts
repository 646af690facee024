import {basename, dirname, join} from 'node:path';

/** The name of the next file of a recording that is rotated: `a.jsonl.gz`, `a.2.jsonl.gz`, `a.3.jsonl.gz`. */
export function nextPath(path: string): string {
  const name = basename(path);
  const dot = name.indexOf('.', 1);
  const stem = dot === -1 ? name : name.slice(0, dot);
  const rest = dot === -1 ? '' : name.slice(dot);
  const numbered = /^\.(\d{1,9})(?=\.|$)/.exec(rest);
  const number = numbered === null ? 2 : Number(numbered[1]) + 1;
  const kept = numbered === null ? rest : rest.slice(numbered[0].length);
  return join(dirname(path), `${stem}.${number}${kept}`);
}
