// Wishes of the UI state that reach beyond what is painted: the palette, and the terminal's mouse.

import type {ViewStore} from './paint/view-store.js';
import {MOUSE_OFF, MOUSE_ON} from './terminal/mouse.js';
import {createPalette, type Palette} from './view/palette.js';
import type {UiState} from './view/ui-state.js';

export type ViewSwitchesOptions = {
  readonly palettes: ViewStore<Palette>;
  readonly ui: UiState;
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

  /** Modes for whenever the terminal becomes ours. */
  get modes(): string {
    return this.#hasMouse ? MOUSE_ON : '';
  }

  /** Makes what has changed since the last time come true. */
  follow({theme, hasMouse}: Pick<UiState, 'theme' | 'hasMouse'>): void {
    const {palettes, onPalette, send} = this.#options;
    const palette = palettes.get()!;
    if (theme !== palette.theme) {
      const {depth, ground} = palette;
      const newer = createPalette(depth, {theme, ground});
      palettes.set(newer);
      onPalette(newer);
    }

    if (hasMouse === this.#hasMouse) return;
    this.#hasMouse = hasMouse;
    send('mouse', hasMouse ? MOUSE_ON : MOUSE_OFF);
  }
}
