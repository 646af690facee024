import {expect, test} from 'vitest';
import {recordSimulation} from '../../support/simulated-recording.js';

test('the recording among the fixtures is what its seed gives, byte for byte', async () => {
  const recording = recordSimulation({
    seed: 7,
    rate: 60,
    startMs: 1_790_000_000_000,
    durationMs: 8_000,
    slugs: ['lumen-updown-15m-1790000100', 'comet-named-zurich-tokyo-express'],
  });
  // `npx vitest run -u` writes it anew after a wanted change of the simulator.
  await expect(recording).toMatchFileSnapshot('../../fixtures/simulated-frames.jsonl');
});
