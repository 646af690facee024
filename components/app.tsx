import {useSyncExternalStore} from 'react';
import type {ReadableViewStore} from '../src/paint/view-store.js';
import type {ViewModel} from '../src/view/build-view-model.js';
import {createPalette, type Palette} from '../src/view/palette.js';
import {PaletteContext, ViewStoreContext} from './screen-context.js';
import {ScreenFrame} from './screen-frame.js';
import {useKeys} from './use-keys.js';

export type AppProps = {
  readonly viewStore: ReadableViewStore<ViewModel>;
  /** Holds the palette of the chosen theme. */
  readonly palettes: ReadableViewStore<Palette>;
  /** Must stay the same function: Ink subscribes anew for every new one. */
  readonly onKey: (name: string) => void;
};

const NO_COLOURS = createPalette('none');

/** Renders when the chrome changes, which a new view model alone does not do. */
export function App({viewStore, palettes, onKey}: AppProps) {
  useKeys(onKey);
  const palette = useSyncExternalStore(palettes.subscribe, () => palettes.get() ?? NO_COLOURS);
  const chrome = useSyncExternalStore(viewStore.subscribe, () => viewStore.get()?.chrome);
  return (
    <PaletteContext value={palette}>
      <ViewStoreContext value={viewStore}>
        {chrome !== undefined && <ScreenFrame chrome={chrome} />}
      </ViewStoreContext>
    </PaletteContext>
  );
}
