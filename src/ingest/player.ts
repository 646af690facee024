// Plays a recording: at its pace or another one, forward and back, step by step. One thing is done at a time;
// a new wish ends what is under way.

import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Clock} from '../domain/clock.js';
import {SPEEDS} from '../domain/playback.js';
import type {Playback, PlayCommand} from '../domain/playback.js';
import type {Entry} from '../recording/entry.js';
import type {Place} from '../recording/recording-file.js';
import {findStart, findTime} from './find-place.js';
import type {Landmark, Landmarks} from './landmarks.js';
import {isBefore, PlayHead, START} from './play-head.js';
import type {PlayClock} from './play-clock.js';
import type {PlaySource} from './play-source.js';
import type {RecordedSession} from './recorded-session.js';

/** Where entries leave no pause, the thread hears messages and publishes at least this often. */
const SLICE_US = 8_000;

/** Pauses below this are saved up: a timer is not finer. */
const LEAST_PAUSE_US = 2_000;

/** A machine that is too slow for the speed plays more slowly, instead of falling behind. */
const MAX_BEHIND_US = 100_000;

export type PlayerOptions = {
  readonly source: PlaySource;
  readonly session: Pick<RecordedSession, 'apply' | 'jump'>;
  readonly landmarks: Pick<Landmarks, 'note' | 'take' | 'clear'>;
  readonly system: Clock;
  readonly clock: PlayClock;
  readonly speed: number | 'max';
  /** Whether a reader of the records is behind; then the next entries wait. */
  readonly isBehind: () => boolean;
  readonly whenReady: () => Promise<void>;
  /** An entry was played, or the state is another. */
  readonly onChange: () => void;
  /** Entries that follow are from another place. */
  readonly onJump: () => void;
  /** It stands, and half a batch may have been played. */
  readonly onPause: () => void;
  readonly onEnd: () => void;
  /** Makes a file of a stream whose places can be gone to; undefined where that can't be done. */
  readonly makeSeekable: (onProgress: (share: number) => void) => Promise<PlaySource | undefined>;
};

export class Player {
  readonly #options: PlayerOptions;
  readonly #head: PlayHead;
  #speed: number | 'max';
  #state: Playback['state'] = 'playing';
  /** What it is to do once a place was found. */
  #wanted: 'playing' | 'paused' = 'playing';
  /** The moment that is being gone to. */
  #targetUs: number | undefined;
  #prepared: number | undefined;
  #isClosed = false;
  #isFulfilling = false;
  #wishes: PlayCommand[] = [];
  #wake: () => void = () => undefined;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#head = new PlayHead(options.source, options.clock.nowUs());
    this.#speed = options.speed;
  }

  get playback(): Playback {
    const {file} = this.#head.source;
    const {firstUs, lastUs} = file ?? {};
    // Before its first entry it is at its beginning.
    const position = this.#head.positionUs ?? firstUs;
    const span = (lastUs ?? Number.NaN) - (firstUs ?? Number.NaN);
    const isKnown = position !== undefined && firstUs !== undefined && span > 0;
    return {
      state: this.#state,
      speed: this.#speed,
      positionUs: position,
      firstUs,
      lastUs,
      fraction: isKnown ? Math.min(1, Math.max(0, (position - firstUs) / span)) : undefined,
      prepared: this.#prepared,
      isCutOff: file?.isCutOff === true,
    };
  }

  /** Whether it stands, and nothing is asked of it. */
  get isIdle(): boolean {
    const isStanding = this.#state === 'paused' || this.#state === 'ended';
    return isStanding && !this.#isFulfilling && this.#wishes.length === 0;
  }

  /** What is under way ends for it. */
  command(command: PlayCommand): void {
    this.#wishes.push(command);
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
    this.#head.source.close();
  }

  /** Resolves when it is closed. Rejects with a `PolybookError` where the recording can't be read. */
  async run(): Promise<void> {
    this.#setRate();
    while (!this.#isClosed) {
      const wish = this.#wishes.shift();
      if (wish !== undefined) {
        this.#isFulfilling = true;
        await this.#fulfil(wish);
        this.#isFulfilling = false;
      } else if (this.#state === 'seeking') this.#settle();
      else if (this.#state === 'playing') await this.#play();
      else await this.#sleep(Number.POSITIVE_INFINITY);
    }
  }

  #isInterrupted(): boolean {
    return this.#isClosed || this.#wishes.length > 0;
  }

  async #play(): Promise<void> {
    const {system, clock, isBehind, whenReady} = this.#options;
    let sliceStartUs = system.nowUs();
    while (!this.#isInterrupted()) {
      const entry = await this.#head.look();
      if (entry === undefined) {
        this.#end();
        return;
      }

      const dueUs = this.#head.dueUs(entry);
      if (this.#speed === 'max') clock.reach(dueUs);
      else {
        const pauseUs = clock.untilUs(dueUs);
        if (pauseUs >= LEAST_PAUSE_US) {
          await this.#sleep(pauseUs);
          sliceStartUs = system.nowUs();
          if (this.#isInterrupted()) return;
        }

        clock.reach(dueUs, MAX_BEHIND_US * this.#speed);
      }

      if (system.nowUs() - sliceStartUs > SLICE_US) {
        await nextTurn();
        sliceStartUs = system.nowUs();
        if (this.#isInterrupted()) return;
      }

      this.#apply(entry);
      this.#options.onChange();
      if (isBehind()) await whenReady();
    }
  }

  async #fulfil(command: PlayCommand): Promise<void> {
    switch (command.kind) {
      case 'toggle_pause':
        if (this.#state === 'playing') this.#pause();
        else {
          this.#wanted = 'playing';
          if (this.#state !== 'ended') this.#settle();
          else if (await this.#prepare()) await this.#goTo(START);
        }

        break;
      case 'change_speed':
        this.#changeSpeed(command.steps);
        break;
      case 'step':
        if (command.steps > 0) await this.#goOn(command.what);
        else await this.#goBack(command.what);
        break;
      case 'jump':
        if (command.steps > 0) await this.#goOn('event');
        else await this.#goBack('event');
        break;
      case 'skip':
        await this.#skip(command.us);
        break;
      case 'go_to_share':
        if (await this.#prepare()) {
          const {firstUs, lastUs} = this.#head.source.file!;
          await this.#goToTime(firstUs + command.fraction * (lastUs - firstUs));
        }

        break;
      case 'go_to_time':
        if (await this.#prepare()) await this.#goToTime(command.wallUs);
        break;
    }
  }

  /** On to the next landmark, as fast as that can be done, and paused there. */
  async #goOn(landmark: Landmark): Promise<void> {
    const {landmarks} = this.#options;
    this.#seek();
    this.#wanted = 'paused';
    await this.#run(() => landmarks.take(landmark));
  }

  /** Back to the last moment before this one that a landmark was passed at, and paused there. */
  async #goBack(landmark: Landmark): Promise<void> {
    if (!(await this.#prepare())) return;
    const {landmarks} = this.#options;
    const file = this.#head.source.file!;
    const here = this.#head.place;
    this.#seek();
    this.#wanted = 'paused';
    // Each checkpoint before this place in turn: what lies between is played to see what there is.
    for (let before = here; ;) {
      const start = findStart(file, before, 0);
      let target: Place | undefined;
      this.#leap(start);
      const isDone = await this.#run(() => {
        if (landmarks.take(landmark) && this.#head.isBefore(here)) target = this.#head.place;
        return !this.#head.isBefore(before);
      });
      if (!isDone) return;
      if (target !== undefined || start.block === 0) {
        await this.#goTo(target ?? START);
        return;
      }

      before = start;
    }
  }

  async #skip(us: number): Promise<void> {
    const fromUs = this.#targetUs ?? this.#head.positionUs;
    if (us > 0 && this.#head.source.file === undefined) {
      // A stream is read on.
      const untilUs = this.#options.clock.nowUs() + us;
      this.#seek();
      await this.#run(() => this.#options.clock.nowUs() >= untilUs);
    } else if ((await this.#prepare()) && fromUs !== undefined) {
      await this.#goToTime(fromUs + us);
    }
  }

  async #goToTime(wallUs: number): Promise<void> {
    const {firstUs, lastUs} = this.#head.source.file!;
    this.#targetUs = Math.min(lastUs, Math.max(firstUs, wallUs));
    this.#seek();
    if (await this.#goTo(await findTime(this.#head.source.file!, this.#targetUs))) {
      this.#targetUs = undefined;
    }
  }

  /** Returns whether it got there. */
  async #goTo(target: Place): Promise<boolean> {
    this.#seek();
    if (!this.#isAhead(target)) this.#leap(findStart(this.#head.source.file!, target));
    return this.#head.isBefore(target)
      ? this.#run(() => !this.#head.isBefore(target))
      : Promise.resolve(true);
  }

  /** Whether playing on leads there as soon as any checkpoint does. */
  #isAhead(target: Place): boolean {
    const start = findStart(this.#head.source.file!, target);
    return isBefore(start, this.#head.place) && !isBefore(target, this.#head.place);
  }

  /**
   * Plays on without a pause until the predicate, asked after each entry, holds, or the end is there. Returns
   * false where it was interrupted.
   */
  async #run(isThere: () => boolean): Promise<boolean> {
    const {system, clock, landmarks} = this.#options;
    let sliceStartUs = system.nowUs();
    landmarks.clear();
    for (;;) {
      const entry = await this.#head.look();
      if (entry === undefined) {
        this.#end();
        return true;
      }

      clock.reach(this.#head.dueUs(entry));
      this.#apply(entry);
      if (isThere()) return true;
      if (system.nowUs() - sliceStartUs <= SLICE_US) continue;
      await nextTurn();
      sliceStartUs = system.nowUs();
      if (this.#isInterrupted()) return false;
    }
  }

  #apply(entry: Entry): void {
    const {session, clock, landmarks} = this.#options;
    this.#head.take();
    session.apply(entry, clock.nowUs());
    landmarks.note(entry);
  }

  /** What follows is played from here, which a checkpoint makes known. */
  #leap(place: Place): void {
    this.#head.leap(place);
    this.#options.session.jump(this.#options.clock.nowUs());
    this.#options.onJump();
  }

  /** A stream becomes a file, once, before its places can be gone to. Returns whether it is one now. */
  async #prepare(): Promise<boolean> {
    if (this.#head.source.file !== undefined) return true;
    this.#seek();
    const made = await this.#options.makeSeekable((share) => {
      this.#prepared = share;
      this.#options.onChange();
    });
    this.#prepared = undefined;
    if (made?.file === undefined) return false;
    this.#head.change(made);
    const place = await findTime(made.file, this.#head.positionUs ?? Number.NEGATIVE_INFINITY);
    // Nothing of what was played came from a checkpoint of this file.
    this.#leap(findStart(made.file, place));
    return this.#head.isBefore(place) ? this.#run(() => !this.#head.isBefore(place)) : true;
  }

  #seek(): void {
    if (this.#state !== 'seeking') this.#wanted = this.#state === 'playing' ? 'playing' : 'paused';
    this.#state = 'seeking';
    this.#setRate();
    this.#options.onChange();
  }

  /** Nothing is left to be gone to. */
  #settle(): void {
    this.#targetUs = undefined;
    if (this.#wanted === 'paused') {
      this.#pause();
      return;
    }

    this.#state = 'playing';
    this.#setRate();
    this.#options.onChange();
  }

  #pause(): void {
    this.#state = 'paused';
    this.#setRate();
    this.#options.onPause();
    this.#options.onChange();
  }

  #end(): void {
    this.#state = 'ended';
    this.#setRate();
    this.#options.onEnd();
    this.#options.onChange();
  }

  #changeSpeed(steps: 1 | -1): void {
    const current = SPEEDS.findIndex((speed) => isAtLeast(speed, this.#speed));
    const next = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, current + steps))];
    this.#speed = next ?? this.#speed;
    this.#setRate();
    this.#options.onChange();
  }

  #setRate(): void {
    const isRunning = this.#state === 'playing' && this.#speed !== 'max';
    this.#options.clock.setRate(isRunning ? (this.#speed as number) : 0);
  }

  #sleep(us: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(us) ? setTimeout(resolve, us / 1000) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#isInterrupted()) this.#wake();
    });
  }
}

function isAtLeast(speed: number | 'max', than: number | 'max'): boolean {
  if (speed === 'max') return true;
  return than !== 'max' && speed >= than;
}
