// The words for where the data come from and how the socket is.

import {SILENCE_FLAG_US, type ConnectionPhase} from '../domain/connection-state.js';
import type {Playback} from '../domain/playback.js';
import type {Session, Source} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import {formatSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, PaintRun, StyleName} from './paint-row.js';
import {run} from './row-builder.js';

export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  live: 'LIVE feed',
  demo: 'DEMO',
  replay: 'REPLAY',
};

const REPLAY_WORDS: Readonly<Record<Playback['state'], string>> = {
  playing: 'playing',
  paused: 'paused',
  seeking: 'seeking',
  ended: 'end of recording',
};

export const CONNECTION_WORDS: Readonly<
  Record<ConnectionPhase, {readonly text: string; readonly style: StyleName}>
> = {
  idle: {text: 'not connected', style: 'dim'},
  connecting: {text: 'connecting', style: 'warn'},
  awaiting_snapshot: {text: 'connected, awaiting books', style: 'warn'},
  live: {text: 'connected', style: 'plain'},
  quiet: {text: 'connected, quiet', style: 'plain'},
  stale: {text: 'connected, silent', style: 'warn'},
  backing_off: {text: 'reconnecting', style: 'bad'},
  closed: {text: 'disconnected', style: 'bad'},
};

/** `connected`, `connecting · try 2 · 1.2 s`, `reconnecting in 3.2 s · try 4 · socket closed (1006)`. */
export function formatConnection(
  connection: Snapshot['connection'],
  session: Session,
  nowUs: number,
  glyphs: Glyphs,
): PaintRow {
  if (session.source === 'replay') {
    const {playback, stage} = session;
    const state = playback?.state ?? (stage.kind === 'replay_ended' ? 'ended' : 'playing');
    return [run(REPLAY_WORDS[state])];
  }

  const {phase, attempt, sinceUs, retryAtUs} = connection;
  const {text, style} = CONNECTION_WORDS[phase];
  const tries = attempt > 1 ? [`try ${attempt}`] : [];
  const reason = session.connectionReason === undefined ? [] : [session.connectionReason];
  switch (phase) {
    case 'backing_off': {
      const countdown = `${text} in ${formatSpan(retryAtUs - nowUs)}`;
      return [run([countdown, ...tries, ...reason].join(glyphs.separator), style)];
    }
    case 'connecting':
    case 'awaiting_snapshot': {
      const age = formatSpan(nowUs - sinceUs);
      return [run([text, ...tries, age, ...reason].join(glyphs.separator), style)];
    }
    case 'stale':
    case 'closed':
      return [run([text, ...reason].join(glyphs.separator), style)];
    case 'idle':
    case 'live':
    case 'quiet':
      return [run(text, style)];
  }
}

/**
 * How long no data frame has come: `age 0.2 s`, from 60 s on `silent for 72 s`, which is no warning
 * where REST says that there is nothing to come.
 */
export function formatDataAge(
  {lastDataUs, phase}: Pick<Snapshot['connection'], 'lastDataUs' | 'phase'>,
  nowUs: number,
): PaintRun {
  if (lastDataUs === 0) return run('no data yet', 'dim');
  const ageUs = nowUs - lastDataUs;
  const age = formatSpan(ageUs);
  if (ageUs < SILENCE_FLAG_US) return run(`age ${age}`);
  return run(`silent for ${age}`, phase === 'quiet' ? 'plain' : 'warn');
}

/** `2/3 sockets`; undefined where one socket carries all books, since its phase says it all. */
export function formatSockets({
  lines,
  linesUp,
}: Pick<Snapshot['connection'], 'lines' | 'linesUp'>): PaintRun | undefined {
  if (lines <= 1) return undefined;
  return run(`${linesUp}/${lines} sockets`, linesUp < lines ? 'warn' : 'plain');
}
