import type {FrameFilter} from '../domain/inspected-frame.js';
import {FrameInspector} from './frame-inspector.js';
import type {FrameInspectorOptions} from './frame-inspector.js';
import type {IngestLoop} from './ingest-loop.js';

export type InspectorDeskOptions = Omit<FrameInspectorOptions, 'filter'> & {
  readonly loop: Pick<IngestLoop, 'tap'>;
};

/** Has an inspector look at the loop's frames while somebody wants to see them. */
export class InspectorDesk {
  readonly #options: InspectorDeskOptions;
  #inspector: FrameInspector | undefined;

  constructor(options: InspectorDeskOptions) {
    this.#options = options;
  }

  /** Which frames are wanted; undefined: none. */
  select(filter: FrameFilter | undefined): void {
    if (filter === undefined) {
      this.#inspector?.close();
      this.#inspector = undefined;
    } else if (this.#inspector === undefined) {
      this.#inspector = new FrameInspector({...this.#options, filter});
    } else {
      this.#inspector.select(filter);
    }

    this.#options.loop.tap = this.#inspector?.onFrame;
  }
}
