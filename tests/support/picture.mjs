// The cells of a terminal emulator as a picture: SVG, and PNG of it, without a browser.

import {Resvg} from '@resvg/resvg-js';

const FOREGROUND = '#c8cccf';
const BACKGROUND = '#15181c';
const FRAME_TEXT = '#8a9098';
// The advance of DejaVu Sans Mono at this size is 9.03: whole pixels leave no seams between cells.
const fontSize = 15;
const cellWidth = 9;
const cellHeight = 19;
const FONT = 'DejaVu Sans Mono, Menlo, Consolas, monospace';

/** The first sixteen colours, which every terminal chooses for itself. */
const SIXTEEN = [
  ...['#1d2125', '#c9605c', '#6fa867', '#cfa650', '#6f9bc4', '#a684b8', '#68adb0', '#c8cccf'],
  ...['#6c747c', '#e57f79', '#93cb86', '#ebc676', '#93bbe3', '#c5a5d6', '#8acfd0', '#f4f6f7'],
];

/** Block elements as rectangles in units of a cell, so that rows join whatever the font. */
const BLOCKS = new Map([
  ['█', [0, 0, 1, 1]],
  ['▀', [0, 0, 1, 1 / 2]],
  ['▐', [1 / 2, 0, 1 / 2, 1]],
  ['▕', [7 / 8, 0, 1 / 8, 1]],
  ['▔', [0, 0, 1, 1 / 8]],
  // Lines too, so that rows join without gaps whatever the font's line height is.
  ['│', [0.46, 0, 0.08, 1]],
  ['─', [0, 0.48, 1, 0.04]],
  ...Array.from('▏▎▍▌▋▊▉', (block, i) => [block, [0, 0, (i + 1) / 8, 1]]),
  ...Array.from('▁▂▃▄▅▆▇', (block, i) => [block, [0, 1 - (i + 1) / 8, 1, (i + 1) / 8]]),
]);

const SHADES = new Map([
  ['░', 0.25],
  ['▒', 0.5],
  ['▓', 0.75],
]);

/**
 * Draws the visible screen of an `@xterm/headless` terminal. With a title it looks like a window.
 */
export function toSvg(terminal, {title = ''} = {}) {
  const margin = 12;
  const top = title === '' ? margin : 32;
  const width = Math.ceil(terminal.cols * cellWidth + 2 * margin);
  const height = terminal.rows * cellHeight + top + margin;

  const shapes = [];
  const texts = [];
  const {active} = terminal.buffer;
  for (let y = 0; y < terminal.rows; y++) {
    const line = active.getLine(active.baseY + y);
    if (line === undefined) continue;
    let run;
    for (let x = 0; x < terminal.cols; x++) {
      const cell = line.getCell(x);
      if (cell === undefined || cell.getWidth() === 0) continue;
      const look = lookOf(cell);
      const left = margin + x * cellWidth;
      const rowTop = top + y * cellHeight;
      const glyph = cell.getChars() || ' ';

      if (look.background !== undefined) {
        const cells = cell.getWidth();
        shapes.push(rect(left, rowTop, cells * cellWidth, cellHeight, look.background));
      }

      const block = SHADES.has(glyph) ? [0, 0, 1, 1] : BLOCKS.get(glyph);
      if (block !== undefined) {
        const [bx, by, bw, bh] = block;
        const opacity = (SHADES.get(glyph) ?? 1) * (look.isDim ? 0.6 : 1);
        shapes.push(
          rect(
            left + bx * cellWidth,
            rowTop + by * cellHeight,
            bw * cellWidth,
            bh * cellHeight,
            look.foreground,
            opacity,
          ),
        );
        run = undefined;
        continue;
      }

      const key = JSON.stringify(look);
      if (run === undefined || run.key !== key || cell.getWidth() === 2) {
        run = {key, look, left, baseline: rowTop + cellHeight * 0.78, text: '', cells: 0};
        texts.push(run);
      }

      run.text += glyph;
      run.cells += cell.getWidth();
      if (cell.getWidth() === 2) run = undefined;
    }
  }

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    ` viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="${fontSize}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
    title === '' ? '' : windowBar(title, width),
    ...shapes,
    ...texts.filter(({text}) => text.trim() !== '').map(textElement),
    '</svg>\n',
  ].join('');
}

export function toPng(svg) {
  return new Resvg(svg, {
    fitTo: {mode: 'zoom', value: 2},
    font: {loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans Mono'},
  })
    .render()
    .asPng();
}

function lookOf(cell) {
  let foreground = colorOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()) ?? FOREGROUND;
  let background = colorOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
  if (cell.isInverse()) [foreground, background] = [background ?? BACKGROUND, foreground];
  return {
    foreground,
    background,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isItalic: cell.isItalic() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
  };
}

function colorOf(isDefault, isDirect, value) {
  if (isDefault) return undefined;
  if (isDirect) return `#${value.toString(16).padStart(6, '0')}`;
  if (value < 16) return SIXTEEN[value];
  if (value >= 232) {
    const grey = 8 + (value - 232) * 10;
    return `rgb(${grey},${grey},${grey})`;
  }

  const steps = [0, 95, 135, 175, 215, 255];
  const cube = value - 16;
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((i) => steps[i])})`;
}

function rect(x, y, width, height, fill, opacity = 1) {
  const size = `width="${round(width)}" height="${round(height)}"`;
  const fade = opacity === 1 ? '' : ` opacity="${opacity}"`;
  return `<rect x="${round(x)}" y="${round(y)}" ${size} fill="${fill}"${fade}/>`;
}

function textElement({look, left, baseline, text, cells}) {
  const attributes = [
    `x="${round(left)}"`,
    `y="${round(baseline)}"`,
    `fill="${look.foreground}"`,
    `textLength="${round(cells * cellWidth)}"`,
    'lengthAdjust="spacing"',
    'xml:space="preserve"',
    look.isBold && 'font-weight="bold"',
    look.isItalic && 'font-style="italic"',
    look.isUnderlined && 'text-decoration="underline"',
    look.isDim && 'opacity="0.6"',
  ];
  return `<text ${attributes.filter(Boolean).join(' ')}>${escapeXml(text)}</text>`;
}

function windowBar(title, width) {
  const lights = ['#ff5f56', '#ffbd2e', '#27c93f'].map(
    (fill, i) => `<circle cx="${20 + i * 18}" cy="16" r="5" fill="${fill}"/>`,
  );
  const label = `<text x="${width / 2}" y="20" fill="${FRAME_TEXT}" text-anchor="middle" font-size="12">`;
  return `${lights.join('')}${label}${escapeXml(title)}</text>`;
}

function escapeXml(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function round(value) {
  return Number(value.toFixed(2));
}
