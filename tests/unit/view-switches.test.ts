import {expect, test, vi} from 'vitest';
import {ViewStore} from '../../src/paint/view-store.js';
import {BACKGROUND_QUESTION} from '../../src/terminal/background.js';
import {MOUSE_OFF, MOUSE_ON} from '../../src/terminal/mouse.js';
import {createPalette, type Palette} from '../../src/view/palette.js';
import {createUiState} from '../../src/view/ui-state.js';
import {ViewSwitches} from '../../src/view-switches.js';

function setUp({hasMouse = true, asksBackground = false} = {}) {
  const palettes = new ViewStore<Palette>(createPalette('256'));
  const send = vi.fn();
  const onPalette = vi.fn();
  const ui = createUiState({atUs: 0, hasMouse});
  const switches = new ViewSwitches({palettes, ui, asksBackground, onPalette, send});
  return {palettes, send, onPalette, ui, switches};
}

test('what has not changed is neither sent nor painted', () => {
  const {switches, ui, send, onPalette} = setUp();
  switches.follow(ui);
  switches.setGround('dark');
  expect(send).not.toHaveBeenCalled();
  expect(onPalette).not.toHaveBeenCalled();
});

test('a theme and a background are kept when the other changes', () => {
  const {switches, ui, palettes, onPalette} = setUp();
  switches.follow({...ui, theme: 'bright'});
  switches.setGround('light');
  expect(palettes.get()).toMatchObject({depth: '256', theme: 'bright', ground: 'light'});
  expect(onPalette).toHaveBeenCalledTimes(2);
  switches.follow({...ui, theme: 'mono'});
  expect(palettes.get()).toMatchObject({theme: 'mono', ground: 'light', hasTints: false});
});

test('the mouse is switched once a change, and an entry later finds it as it is', () => {
  const {switches, ui, send} = setUp();
  expect(switches.onEntry).toBe(MOUSE_ON);
  for (let i = 0; i < 3; i++) switches.follow({...ui, hasMouse: false});
  expect(send.mock.calls).toEqual([['mouse', MOUSE_OFF]]);
  expect(switches.onEntry).toBe('');
  switches.follow({...ui, hasMouse: true});
  expect(send).toHaveBeenLastCalledWith('mouse', MOUSE_ON);
});

test('the background is asked for at each entry, where it may be', () => {
  expect(setUp({hasMouse: false, asksBackground: true}).switches.onEntry).toBe(BACKGROUND_QUESTION);
});
