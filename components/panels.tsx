import {Box} from 'ink';
import type {Screen} from '../src/view/layout.js';
import {Canvas} from './canvas.js';

/** What changes at the paint rate: only its places are React's. */
export function Panels({layout}: {readonly layout: Screen}) {
  const {body, strips, stacks} = layout;
  return (
    <Box width={body.width} height={body.height} flexShrink={0} flexDirection="column">
      {strips.map(({panel, region}) => (
        <Canvas key={panel} region={region} panel={panel} />
      ))}
      <Box>
        {stacks.map((stack) => (
          <Box key={stack[0]?.panel} flexDirection="column">
            {stack.map(({panel, region}) => (
              <Canvas key={panel} region={region} panel={panel} />
            ))}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
