// Wishes of the UI state that reach beyond what is painted: the palette, and the terminal's mouse.

import type {Ground} from './domain/color-depth.js';
import type {ViewStore} from './paint/view-store.js';
import {BACKGROUND_QUESTION} from './terminal/background.js';
import {MOUSE_OFF, MOUSE_ON} from './terminal/mouse.js';
import {createPalette, type Palette} from './view/palette.js';
import type {UiState} from './view/ui-state.js';

export type ViewSwitchesOptions = {
  readonly palettes: ViewStore<Palette>;
  readonly ui: UiState;
  /** Whether the terminal may be asked for its background. */
  readonly asksBackground: boolean;
  /** The cells have to be painted anew. */
  readonly onPalette: (palette: Palette) => void;
  /** Sends a sequence to the terminal between two paints. */
  readonly send: (name: string, sequence: string) => void;
};

export class ViewSwitches {
  readonly #options: ViewSwitchesOptions;
  #hasMouse: boolean;

  constructor(options: ViewSwitchesOptions) {
    this.#options = options;
    this.#hasMouse = options.ui.hasMouse;
  }

  /** Sequences for whenever the terminal becomes ours. */
  get onEntry(): string {
    const question = this.#options.asksBackground ? BACKGROUND_QUESTION : '';
    return question + (this.#hasMouse ? MOUSE_ON : '');
  }

  /** Makes what has changed since the last time come true. */
  follow({theme, hasMouse}: Pick<UiState, 'theme' | 'hasMouse'>): void {
    const {palettes, send} = this.#options;
    const palette = palettes.get()!;
    if (theme !== palette.theme) this.#use(createPalette(palette.depth, {...palette, theme}));

    if (hasMouse === this.#hasMouse) return;
    this.#hasMouse = hasMouse;
    send('mouse', hasMouse ? MOUSE_ON : MOUSE_OFF);
  }

  /** What the terminal said of its background. */
  setGround(ground: Ground): void {
    const palette = this.#options.palettes.get()!;
    if (ground !== palette.ground) this.#use(createPalette(palette.depth, {...palette, ground}));
  }

  #use(palette: Palette): void {
    const {palettes, onPalette} = this.#options;
    palettes.set(palette);
    onPalette(palette);
  }
}
