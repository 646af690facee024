import {useInput, type Key} from 'ink';
import {useCallback} from 'react';

/** Calls `onKey` with the name of each key pressed, as `key-table.ts` writes them. */
export function useKeys(onKey: (name: string) => void): void {
  // Ink subscribes anew for every new handler, so it must stay the same between renders.
  const onInput = useCallback(
    (input: string, key: Key) => {
      for (const name of selectKeyNames(input, key)) onKey(name);
    },
    [onKey],
  );
  useInput(onInput);
}

/** The names in one event of Ink's, which may hold several letters that came together. */
export function selectKeyNames(input: string, key: Key): readonly string[] {
  // Ink calls 0x7f, which the backspace key sends on most terminals, `delete`.
  if (key.backspace || key.delete) return ['backspace'];
  // Ink sets `meta` with `escape`, so this comes before it is looked at.
  if (key.escape) return ['escape'];
  if (key.return) return ['enter'];
  if (key.tab) return ['tab'];
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.leftArrow) return ['left'];
  if (key.rightArrow) return ['right'];
  if (key.pageUp) return ['pageup'];
  if (key.pageDown) return ['pagedown'];
  if (key.ctrl) return [`ctrl+${input}`];
  if (key.meta) return [`meta+${input}`];
  return Array.from(input, (letter) => (letter === ' ' ? 'space' : letter));
}
