// What a terminal sends of its mouse, cells counted from 0.

type Cell = {readonly x: number; readonly y: number};

/** The first button goes down and up again. */
export function clickBytes({x, y}: Cell): string {
  return `\u001b[<0;${x + 1};${y + 1}M\u001b[<0;${x + 1};${y + 1}m`;
}

export function wheelBytes(direction: 'up' | 'down', {x, y}: Cell): string {
  return `\u001b[<${direction === 'up' ? 64 : 65};${x + 1};${y + 1}M`;
}

/** Where a text stands on the screen, first cell. */
export function cellOf(lines: readonly string[], text: string): Cell {
  const y = lines.findIndex((line) => line.includes(text));
  if (y === -1) throw new Error(`"${text}" is not on the screen:\n${lines.join('\n')}`);
  return {x: lines[y]!.indexOf(text), y};
}
