// Everything that a picture is made of.

import type {FrameLogView} from '../domain/inspected-frame.js';
import type {PastSource} from '../domain/history.js';
import type {Alert, LatencySource} from '../domain/latency.js';
import type {EventLogView} from '../domain/market-event.js';
import type {Price} from '../domain/price.js';
import type {Session} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import type {PaintFacts} from './feed-rows.js';
import type {FormatDate, FormatTime} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import type {Selection} from './selection.js';
import type {UiState} from './ui-state.js';

export type ViewInput = {
  /** Undefined until the first publish. */
  readonly snapshot: Snapshot | undefined;
  readonly session: Session;
  readonly ui: UiState;
  readonly columns: number;
  readonly rows: number;
  readonly nowUs: number;
  readonly wallMs: number;
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean;
  /** Whether the palette has backgrounds, so that a cell can show two values. */
  readonly hasTints: boolean;
  readonly latency: LatencySource;
  /** Stages over the limits that the user set. */
  readonly alerts: readonly Alert[];
  readonly events: EventLogView;
  /** Empty while the inspector is closed. */
  readonly frames: FrameLogView;
  /** What is known of the time before now. */
  readonly pasts: PastSource;
  readonly paint: PaintFacts;
  readonly formatTime: FormatTime;
  /** In the same time zone. */
  readonly formatDate: FormatDate;
};

/** The same with what most panels ask of it. */
export type PanelContext = ViewInput & {
  /** Undefined while there is no market. */
  readonly selection: Selection | undefined;
  /** What ladder and tape show: the held snapshot while the screen is frozen. */
  readonly shown: Snapshot | undefined;
  /** Of the selected market, as it is now. */
  readonly tickSize: Price | undefined;
  readonly glyphs: Glyphs;
};

export type PanelSize = {
  readonly width: number;
  readonly height: number;
};

/** Rows for a panel of this size; more of them are not shown, missing ones are blank. */
export type PanelBuilder = (context: PanelContext, size: PanelSize) => readonly PaintRow[];
