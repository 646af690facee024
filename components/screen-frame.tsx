import {Box} from 'ink';
import type {Chrome} from '../src/view/chrome.js';
import {Canvas} from './canvas.js';
import {Panels} from './panels.js';
import {TextPanel} from './text-panel.js';

/** The whole screen from top to bottom, as the layout has it. */
export function ScreenFrame({chrome}: {readonly chrome: Chrome}) {
  const {layout} = chrome;
  const {columns, rows} = layout;
  if (chrome.kind === 'too_small') {
    return <TextPanel region={{x: 0, y: 0, width: columns, height: rows}} rows={chrome.rows} />;
  }

  const {title, status, banner, timeline, footer} = chrome.layout;
  return (
    <Box width={columns} height={rows} flexDirection="column">
      <TextPanel region={title} rows={[chrome.title]} />
      <Canvas region={status} panel="status" />
      {banner !== undefined && chrome.banner !== undefined && (
        <TextPanel region={banner} rows={[chrome.banner]} />
      )}
      <Body chrome={chrome} />
      {timeline !== undefined && <Canvas region={timeline} panel="timeline" />}
      {footer !== undefined && <TextPanel region={footer} rows={[chrome.footer]} />}
    </Box>
  );
}

/** What covers the panels, the one that takes the place of all, or the panels themselves. */
function Body({chrome}: {readonly chrome: Extract<Chrome, {kind: 'screen'}>}) {
  const {layout, overlay, full} = chrome;
  if (overlay !== undefined) return <TextPanel region={layout.body} rows={overlay.rows} />;
  if (full !== undefined) return <Canvas region={layout.body} panel={full} />;
  return <Panels layout={layout} />;
}
