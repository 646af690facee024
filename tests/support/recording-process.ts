// Records frames of its own until it is killed, and says of each when it came: `<number> <Unix time in ms>`.
// It begins when it is told to, and ends its recording when its standard input ends.

import {systemClock, systemTimers} from '../../src/domain/clock.js';
import {FORMAT_VERSION} from '../../src/recording/entry.js';
import type {EntryTime} from '../../src/recording/entry.js';
import {prepareTarget} from '../../src/recording/prepare-target.js';
import {RecordingWriter} from '../../src/recording/recording-writer.js';

const [path = '', frameBytes = '300', everyMs = '10'] = process.argv.slice(2);

const filling = 'x'.repeat(Number(frameBytes));
let frames = 0;

function now(): EntryTime {
  return {wallUs: systemClock.wallMs() * 1000, monoUs: systemClock.nowUs()};
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function record(): void {
  prepareTarget(path, 'append');
  const writer = new RecordingWriter({
    path,
    clock: systemClock,
    timers: systemTimers,
    rotation: undefined,
    onBegin: (begun, why) => {
      begun.beginCheckpoint();
      if (why === 'file') {
        begun.note(now(), {
          ...{kind: 'start', version: FORMAT_VERSION, program: 'test 1'},
          ...{source: 'demo', times: 'received'},
        });
      }

      begun.note(now(), {kind: 'checkpoint', counters: {frames}});
    },
    onState: ({lost, problem}) => {
      say(`state ${lost} ${problem ?? 'well'}`);
    },
  });
  const timer = setInterval(() => {
    const at = now();
    const text = JSON.stringify({n: ++frames, at: at.monoUs, filling});
    writer.frame(at, {socket: 1, withheld: []}, Buffer.from(text));
    say(`${frames} ${at.wallUs / 1000}`);
  }, Number(everyMs));
  process.stdin.on('end', () => {
    clearInterval(timer);
    void writer.close(now()).then(() => {
      say(`closed ${writer.state.lost}`);
    });
  });
}

process.stdin.once('data', record);
say('ready');
