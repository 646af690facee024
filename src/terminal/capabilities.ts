import type {ColorDepth} from '../domain/color-depth.js';

export type Capabilities = {
  readonly colorDepth: ColorDepth;
  /** Block elements and box drawing may be used. */
  readonly unicode: boolean;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the terminal can show, as far as the environment tells. */
export function detectCapabilities(env: Environment, platform: NodeJS.Platform): Capabilities {
  return {colorDepth: detectColorDepth(env, platform), unicode: detectUnicode(env, platform)};
}

/**
 * FORCE_COLOR rules over NO_COLOR, as in Node, so that one command can undo what the shell's
 * profile says (https://force-color.org, https://no-color.org).
 */
function detectColorDepth(env: Environment, platform: NodeJS.Platform): ColorDepth {
  switch (env.FORCE_COLOR) {
    case undefined:
      break;
    case '0':
    case 'false':
      return 'none';
    case '2':
      return '256';
    case '3':
      return 'truecolor';
    default:
      return '16';
  }

  if (isSet(env.NO_COLOR)) return 'none';

  const term = env.TERM ?? '';
  if (term === 'dumb') return 'none';
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 'truecolor';
  if (term.endsWith('-direct') || /^(xterm-(kitty|ghostty)|alacritty|foot)/.test(term)) {
    return 'truecolor';
  }

  if (isSet(env.WT_SESSION) || platform === 'win32') return 'truecolor';
  if (/-?256(color)?$/.test(term)) return '256';
  return term === '' ? 'none' : '16';
}

/**
 * The first of the locale variables decides, as POSIX has it. Where none is set, as in most
 * containers, the terminal is the user's own and nearly always knows UTF-8.
 */
function detectUnicode(env: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return isSet(env.WT_SESSION) || isSet(env.TERM_PROGRAM);
  // The kernel's console has neither eighth blocks nor braille in its font.
  if (env.TERM === 'linux' || env.TERM === 'dumb') return false;

  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(isSet);
  return locale === undefined || /utf-?8/i.test(locale);
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
