import {Box} from 'ink';
import type {PanelName} from '../src/view/build-view-model.js';
import type {Screen} from '../src/view/layout.js';
import type {Region} from '../src/view/paint-row.js';
import {Canvas} from './canvas.js';

/** What changes at the paint rate: only its places are React's. */
export function Panels({layout}: {readonly layout: Screen}) {
  const {body, markets, ladder, feed, tape} = layout;
  const isStrip = markets?.height === 1;
  return (
    <Box width={body.width} height={body.height} flexShrink={0} flexDirection="column">
      {isStrip && <Panel region={markets} panel="markets" />}
      <Box>
        {!isStrip && <Panel region={markets} panel="markets" />}
        <Panel region={ladder} panel="ladder" />
        <Box flexDirection="column">
          <Panel region={feed} panel="feed" />
          <Panel region={tape} panel="tape" />
        </Box>
      </Box>
    </Box>
  );
}

/** A canvas where the layout has a place for it. */
export function Panel({
  region,
  panel,
}: {
  readonly region: Region | undefined;
  readonly panel: PanelName;
}) {
  return region === undefined ? undefined : <Canvas region={region} panel={panel} />;
}
