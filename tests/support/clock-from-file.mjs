// Loaded into the program with `node --import`: its wall clock shows what stands in CLOCK_FILE, Unix time
// in ms, so that a test moves it by hand. Timers and the monotonic clock run on.

import {readFileSync} from 'node:fs';

const {CLOCK_FILE} = process.env;
Date.now = () => Number(readFileSync(CLOCK_FILE, 'utf8'));
