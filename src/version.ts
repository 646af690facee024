import packageJson from '../package.json' with {type: 'json'};

export const VERSION = packageJson.version;

/** As recordings name it. */
export const PROGRAM = `polybook-tui ${VERSION}`;
