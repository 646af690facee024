import {join} from 'node:path';
import {systemTimers} from './domain/clock.js';
import type {Source} from './domain/session.js';
import {findFolders} from './keeping/folders.js';
import {StateFile} from './keeping/state-file.js';
import {StateKeeper} from './keeping/state-keeper.js';
import type {ProgramContext} from './program-context.js';

/** In the folder of what the program keeps. */
const STATE_FILE = 'state.json';

export type OpenKeeperOptions = Pick<ProgramContext, 'clock' | 'shutdown'> & {
  readonly source: Source;
  readonly onNotice: (text: string) => void;
};

/** Nothing of what is simulated or recorded outlives the session. */
export function openKeeper({source, clock, shutdown, onNotice}: OpenKeeperOptions): StateKeeper {
  const file =
    source === 'live'
      ? new StateFile(join(findFolders().data, STATE_FILE), clock.wallMs)
      : undefined;
  const keeper = new StateKeeper({file, clock, timers: systemTimers, onNotice});
  shutdown.add(() => keeper.close());
  return keeper;
}
