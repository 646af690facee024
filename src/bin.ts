#!/usr/bin/env node
// The command. React decides by this variable which of its builds to be, and `npx` leaves it unset.

const {main} = await import('./main.js');
await main(process.argv.slice(2));
