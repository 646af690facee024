import {useSyncExternalStore} from 'react';
import type {ReadableViewStore} from '../src/paint/view-store.js';
import type {ViewModel} from '../src/view/build-view-model.js';
import type {Palette} from '../src/view/palette.js';
import {PaletteContext, ViewStoreContext} from './screen-context.js';
import {ScreenFrame} from './screen-frame.js';
import {useKeys} from './use-keys.js';

export type AppProps = {
  readonly viewStore: ReadableViewStore<ViewModel>;
  readonly palette: Palette;
  /** Must stay the same function: Ink subscribes anew for every new one. */
  readonly onKey: (name: string) => void;
};

/** Renders when the chrome changes, which a new view model alone does not do. */
export function App({viewStore, palette, onKey}: AppProps) {
  useKeys(onKey);
  const chrome = useSyncExternalStore(viewStore.subscribe, () => viewStore.get()?.chrome);
  return (
    <PaletteContext value={palette}>
      <ViewStoreContext value={viewStore}>
        {chrome !== undefined && <ScreenFrame chrome={chrome} />}
      </ViewStoreContext>
    </PaletteContext>
  );
}
