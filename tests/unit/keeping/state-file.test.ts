import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {NOTHING_KEPT} from '../../../src/keeping/kept-state.js';
import {StateFile} from '../../../src/keeping/state-file.js';
import {StateKeeper} from '../../../src/keeping/state-keeper.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';
import {VirtualTime} from '../../support/virtual-time.js';
import {keptMarket} from '../../support/kept-market.js';

let temporary: ReturnType<typeof createTemporaryFolder>;
let folder: string;
let path: string;
let time: VirtualTime;
let notices: string[];

beforeEach(() => {
  temporary = createTemporaryFolder();
  folder = join(temporary.path, 'data', 'polybook-tui');
  path = join(folder, 'state.json');
  time = new VirtualTime();
  notices = [];
});
afterEach(() => {
  temporary[Symbol.dispose]();
});

function openFile(): StateFile {
  return new StateFile(path, () => Date.now());
}

function openKeeper(
  file: Pick<StateFile, 'read' | 'update'> | undefined = openFile(),
): StateKeeper {
  const onNotice = (text: string): void => {
    notices.push(text);
  };
  return new StateKeeper({file, clock: time, timers: time, onNotice});
}

function watched(n: number) {
  return {type: 'watched', market: keptMarket(n)} as const;
}

function readIds(): string[] {
  return openFile()
    .read()
    .state.watched.map(({slug}) => slug!);
}

describe('the file of the kept state', () => {
  test("makes its folder, is there whole or not at all, and is nobody else's to read", () => {
    expect(openFile().read()).toEqual({state: NOTHING_KEPT, notice: undefined, isOurs: true});
    expect(openFile().update([watched(1), watched(2)])).toEqual({
      kind: 'written',
      notice: undefined,
    });
    expect(readIds()).toEqual(['market-1', 'market-2']);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  test('two programs in turn lose nothing of each other', () => {
    const [one, other] = [openFile(), openFile()];
    one.update([watched(1)]);
    other.update([watched(2)]);
    one.update([watched(3), {type: 'unwatched', conditionId: keptMarket(2).conditionId}]);
    other.update([watched(4)]);
    expect(readIds()).toEqual(['market-1', 'market-3', 'market-4']);
  });

  test('is left to whoever holds its lock, unless that was left behind', () => {
    mkdirSync(folder, {recursive: true});
    writeFileSync(`${path}.lock`, '');
    expect(openFile().update([watched(1)])).toEqual({kind: 'locked'});
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${path}.lock`, longAgo, longAgo);
    expect(openFile().update([watched(1)])).toEqual({kind: 'locked'});
    expect(openFile().update([watched(1)])).toMatchObject({kind: 'written'});
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test('that is broken is set aside as it was, under another name each time, with a notice', () => {
    mkdirSync(folder, {recursive: true});
    for (const n of [1, 2]) {
      writeFileSync(path, `half {${n}`);
      expect(openFile().read()).toEqual({
        state: NOTHING_KEPT,
        notice: `state.json was set aside as state.broken-${n}.json: it could not be read`,
        isOurs: true,
      });
      expect(readFileSync(join(folder, `state.broken-${n}.json`), 'utf8')).toBe(`half {${n}`);
      expect(openFile().read()).toMatchObject({notice: undefined, isOurs: true});
    }
  });

  test('of which a part is broken goes on with the rest', () => {
    mkdirSync(folder, {recursive: true});
    writeFileSync(path, JSON.stringify({version: 1, watched: [keptMarket(1), {slug: 'x'}]}));
    expect(openFile().read()).toMatchObject({
      state: {watched: [keptMarket(1)]},
      notice: expect.stringContaining('1 of its markets could not be read') as string,
    });
    expect(readIds()).toEqual(['market-1']);
    expect(readFileSync(join(folder, 'state.broken-1.json'), 'utf8')).toContain('"slug":"x"');
  });

  test('of a newer program is read by nobody else, and not written', () => {
    mkdirSync(folder, {recursive: true});
    writeFileSync(path, '{"version": 7}');
    expect(openFile().read()).toMatchObject({state: NOTHING_KEPT, isOurs: false});
    expect(openFile().update([watched(1)])).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('newer polybook-tui') as string,
    });
    expect(readFileSync(path, 'utf8')).toBe('{"version": 7}');
    expect(readdirSync(folder)).toEqual(['state.json']);
  });
});

describe('a session', () => {
  test('writes at once, then once a second however much changes, and the rest at its end', async () => {
    let writes = 0;
    const file = openFile();
    const keeper = openKeeper({
      read: () => file.read(),
      update: (changes, isLast) => {
        writes++;
        return file.update(changes, isLast);
      },
    });
    keeper.apply(watched(1));
    await time.runFor(1000);
    expect([writes, readIds()]).toEqual([1, ['market-1']]);

    for (let n = 2; n <= 40; n++) {
      keeper.apply(watched(n));
      await time.runFor(50_000);
    }

    expect(writes).toBeLessThanOrEqual(3);
    keeper.apply(watched(41));
    await keeper.close();
    expect(readIds()).toHaveLength(41);
    expect(writes).toBeLessThanOrEqual(4);
    expect(time.timers).toBe(0);
    expect(openKeeper().state.watched).toHaveLength(41);
  });

  test('finds what the one before left, and adds to what another has written meanwhile', async () => {
    const one = openKeeper();
    one.apply(watched(1));
    one.apply({type: 'shown', market: keptMarket(1, 'No')});
    await one.close();

    const two = openKeeper();
    expect(two.state).toEqual({watched: [keptMarket(1, 'No')], last: keptMarket(1, 'No')});
    openFile().update([watched(5)]);
    two.apply(watched(2));
    await two.close();
    expect(readIds()).toEqual(['market-1', 'market-5', 'market-2']);
  });

  test('waits for a lock, and does not wait for ever at its end', async () => {
    const keeper = openKeeper();
    mkdirSync(folder, {recursive: true});
    writeFileSync(`${path}.lock`, '');
    keeper.apply(watched(1));
    await time.runFor(500_000);
    expect(existsSync(path)).toBe(false);
    const closed = keeper.close();
    await time.runFor(1_000_000);
    await closed;
    expect(readIds()).toEqual(['market-1']);
  });

  test.runIf(process.getuid?.() !== 0)('on a disk that takes nothing says so once', async () => {
    mkdirSync(folder, {recursive: true});
    chmodSync(folder, 0o500);
    const keeper = openKeeper();
    for (const n of [1, 2]) {
      keeper.apply(watched(n));
      await time.runFor(2_000_000);
    }

    chmodSync(folder, 0o700);
    expect(notices).toEqual([expect.stringMatching(/^Cannot keep the watchlist in ".*": EACCES/)]);
    keeper.apply(watched(3));
    await keeper.close();
    expect(readIds()).toEqual(['market-1', 'market-2', 'market-3']);
  });

  test('on a folder that cannot be made says so once, and keeps its list in memory', async () => {
    mkdirSync(join(temporary.path, 'data'));
    writeFileSync(folder, 'a file');
    const keeper = openKeeper();
    keeper.apply(watched(1));
    await time.runFor(3_000_000);
    keeper.apply(watched(2));
    await keeper.close();
    expect(keeper.state.watched).toHaveLength(2);
    expect(notices).toEqual([expect.stringMatching(/^Cannot keep the watchlist in /)]);
  });

  test('that keeps nothing writes nothing', async () => {
    const keeper = new StateKeeper({
      file: undefined,
      clock: time,
      timers: time,
      onNotice: () => undefined,
    });
    keeper.apply(watched(1));
    await time.runFor(3_000_000);
    await keeper.close();
    expect(existsSync(folder)).toBe(false);
    expect(keeper.state.watched).toHaveLength(1);
  });
});
