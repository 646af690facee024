// What keys ask of the program beyond the state of the screen.

import type {IngestSupervisor} from './ingest/supervisor.js';
import type {PickerDesk} from './picker-desk.js';
import type {RecorderControl} from './recorder-control.js';
import type {Shutdown} from './shutdown.js';
import {copyLines} from './terminal/clipboard.js';
import {describeCopy} from './view/copy-keys.js';
import type {Command} from './view/handle-key.js';

export type CommandDesk = {
  readonly shutdown: Shutdown;
  readonly supervisor: Pick<IngestSupervisor, 'resync' | 'command'>;
  readonly picker: Pick<PickerDesk, 'lookUp' | 'open'>;
  readonly recorder: Pick<RecorderControl, 'toggle'>;
  readonly isReplay: boolean;
  readonly onSuspend: () => void;
  /** A sentence without a full stop, and what was done in a few words. */
  readonly onNotice: (text: string) => void;
  readonly onRemark: (text: string) => void;
  /** Sends a sequence that draws nothing to the terminal. */
  readonly onSend: (name: string, sequence: string) => void;
  readonly toggleWatch: () => void;
};

export function runCommand(command: Command, desk: CommandDesk): void {
  const {shutdown, supervisor, picker, recorder} = desk;
  switch (command.type) {
    case 'quit':
      void shutdown.end({exitCode: 0});
      break;
    case 'interrupt':
      void shutdown.end({exitCode: 130});
      break;
    case 'suspend':
      desk.onSuspend();
      break;
    case 'resync':
      if (desk.isReplay) desk.onNotice('a recording cannot be asked for a book');
      else supervisor.resync();
      break;
    case 'copy':
      copy(command, desk);
      break;
    case 'toggle_watch':
      desk.toggleWatch();
      break;
    case 'toggle_recording':
      recorder.toggle();
      break;
    case 'play':
      supervisor.command(command.command);
      break;
    case 'look_up':
      void picker.lookUp(command.query);
      break;
    case 'open':
      void picker.open(command.choiceIndex);
      break;
  }
}

function copy(
  {lines, what, hidden}: Extract<Command, {type: 'copy'}>,
  {onSend, onRemark}: CommandDesk,
): void {
  const copied = copyLines(lines);
  onSend('clipboard', copied.sequence);
  onRemark(describeCopy({copied: copied.lines - 1, all: lines.length - 1 + hidden, what}));
}
