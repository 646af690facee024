// Where a program under test finds its configuration and keeps what it remembers: never where the
// developer's own lie.

import {join} from 'node:path';

/** On every platform the folders follow from these. */
export function foldersBelow(path: string): Readonly<Record<string, string>> {
  return {
    HOME: path,
    XDG_CONFIG_HOME: join(path, 'config'),
    XDG_DATA_HOME: join(path, 'data'),
    XDG_STATE_HOME: join(path, 'state'),
    APPDATA: join(path, 'config'),
    LOCALAPPDATA: join(path, 'data'),
  };
}

/** Below a file there is no folder, and none can be made. */
export const NO_FOLDERS = foldersBelow(import.meta.filename);
