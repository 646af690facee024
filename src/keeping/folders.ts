// Where this platform keeps what a program is told and what it remembers.

import envPaths from 'env-paths';

export type Folders = {
  /** Of what the user writes: `$XDG_CONFIG_HOME/polybook-tui` and its like. */
  readonly config: string;
  /** Of what the program writes: `$XDG_DATA_HOME/polybook-tui` and its like. */
  readonly data: string;
};

export function findFolders(): Folders {
  const {config, data} = envPaths('polybook-tui', {suffix: ''});
  return {config, data};
}
