import {createContext} from 'react';
import type {PanelRows, SurfaceHost} from '../src/paint/surface.js';
import type {ReadableViewStore} from '../src/paint/view-store.js';
import {createPalette, type Palette} from '../src/view/palette.js';

/** Undefined where nobody paints cells: canvases then render their rows as Ink text. */
export const ScreenContext = createContext<SurfaceHost | undefined>(undefined);

/** Where canvases find their rows, by panel name. */
export const ViewStoreContext = createContext<ReadableViewStore<PanelRows> | undefined>(undefined);

export const PaletteContext = createContext<Palette>(createPalette('none'));
