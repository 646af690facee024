// The events of the simulated exchange. Everything in them is made up.

import type {Price} from '../domain/price.js';
import type {ListedRewards, ListingState, Temper} from './listing.js';

export type MarketDefinition = {
  readonly slug: string;
  readonly question: string;
  readonly label?: string;
  readonly outcomes?: readonly [string, string];
  readonly tickSize: number;
  readonly state?: ListingState;
  /** Days from the start of the exchange to the end of the market; negative where it is over. */
  readonly endsInDays?: number;
  readonly winner?: 0 | 1;
  readonly gameType?: string;
  readonly volume24h?: number;
  /** Default: half of the volume. */
  readonly liquidity?: number;
  readonly rewards?: ListedRewards;
  readonly temper?: Temper;
};

export type EventDefinition = {
  readonly slug: string;
  readonly title: string;
  readonly negRisk?: boolean;
  readonly markets: readonly MarketDefinition[];
};

const CENT = 100 as Price;
const TENTH_OF_CENT = 10 as Price;
const HUNDREDTH_OF_CENT = 1 as Price;

/** The five markets of the cup differ only in what they are about and how likely it is. */
function cupMarket(
  label: string,
  slug: string,
  anchor: number,
  levels: number,
  share: number,
): MarketDefinition {
  return {
    slug: `will-${slug}-win-the-aurora-cup`,
    question: `Will ${label} win the Aurora Cup?`,
    label,
    tickSize: TENTH_OF_CENT,
    endsInDays: 64,
    volume24h: Math.round(2_400_000 * share),
    rewards: {minShares: 200, maxSpreadCents: 3.5, dailyRate: 25},
    temper: {
      anchor,
      swing: anchor * 0.08,
      memoryS: 180,
      spreadTicks: 2,
      depthTicks: 14,
      levels,
      shares: 900,
      share,
    },
  };
}

export const EVENT_DEFINITIONS: readonly EventDefinition[] = [
  {
    slug: 'lumen-updown-15m-1790000100',
    title: 'Lumen Up or Down - 15 minutes',
    markets: [
      {
        slug: 'lumen-updown-15m-1790000100',
        question: 'Lumen Up or Down - 15 minutes',
        outcomes: ['Up', 'Down'],
        tickSize: CENT,
        endsInDays: 1 / 96,
        volume24h: 1_873_204.52,
        temper: {
          anchor: 0.5,
          swing: 0.13,
          memoryS: 90,
          spreadTicks: 1,
          depthTicks: 7,
          levels: 66,
          shares: 260,
          share: 0.5,
        },
      },
    ],
  },
  {
    slug: 'aurora-cup-winner',
    title: 'Aurora Cup winner 🏆',
    negRisk: true,
    markets: [
      cupMarket('Harbor Foxes', 'harbor-foxes', 0.418, 110, 0.09),
      cupMarket('Granite City', 'granite-city', 0.267, 96, 0.07),
      cupMarket('Old Mill Rovers', 'old-mill-rovers', 0.161, 88, 0.05),
      cupMarket('Saltmarsh United', 'saltmarsh-united', 0.093, 76, 0.03),
      cupMarket('another team', 'another-team', 0.058, 64, 0.02),
    ],
  },
  {
    slug: 'acl-hfx-grc-2026-11-29',
    title: 'Harbor Foxes vs. Granite City',
    markets: [
      {
        slug: 'acl-hfx-grc-2026-11-29',
        question: 'Harbor Foxes vs. Granite City',
        outcomes: ['Harbor Foxes', 'Granite City'],
        tickSize: CENT,
        endsInDays: 6,
        gameType: 'moneyline',
        volume24h: 412_880.1,
        rewards: {minShares: 50, maxSpreadCents: 4.5, dailyRate: 120},
        temper: {
          anchor: 0.56,
          swing: 0.05,
          memoryS: 120,
          spreadTicks: 1,
          depthTicks: 8,
          levels: 58,
          shares: 1400,
          share: 0.1,
        },
      },
    ],
  },
  {
    slug: 'meridian-bridge-opens-before-october',
    title: 'Meridian Bridge opens before October?',
    markets: [
      {
        slug: 'meridian-bridge-opens-before-october',
        question: 'Will the Meridian Bridge open before October?',
        tickSize: CENT,
        endsInDays: 210,
        volume24h: 58_411.75,
        liquidity: 1_204_377.6,
        rewards: {minShares: 20, maxSpreadCents: 3.5, dailyRate: 0},
        temper: {
          anchor: 0.63,
          swing: 0.03,
          memoryS: 300,
          spreadTicks: 1,
          depthTicks: 9,
          levels: 52,
          shares: 600,
          share: 0.04,
        },
      },
    ],
  },
  {
    slug: 'kesten-lake-freezes-over-2026',
    title: 'Kesten Lake freezes over in 2026?',
    markets: [
      {
        slug: 'kesten-lake-freezes-over-2026',
        question: 'Will Kesten Lake freeze over in 2026?',
        tickSize: TENTH_OF_CENT,
        endsInDays: 38,
        volume24h: 31_250.4,
        liquidity: 264_018.22,
        rewards: {minShares: 100, maxSpreadCents: 2.5, dailyRate: 4},
        temper: {
          anchor: 0.874,
          swing: 0.012,
          memoryS: 240,
          spreadTicks: 3,
          depthTicks: 16,
          levels: 92,
          shares: 450,
          share: 0.05,
        },
      },
    ],
  },
  {
    slug: 'comet-named-zurich-tokyo-express',
    title: 'Comet named “Zürich–東京 Express” ☄️?',
    markets: [
      {
        slug: 'comet-named-zurich-tokyo-express',
        question: 'Will a new comet be named “Zürich–東京 Express” ☄️ this year?',
        tickSize: HUNDREDTH_OF_CENT,
        endsInDays: 90,
        volume24h: 9_104.33,
        temper: {
          anchor: 0.0312,
          swing: 0.0018,
          memoryS: 200,
          spreadTicks: 6,
          depthTicks: 40,
          levels: 132,
          shares: 5000,
          share: 0.05,
        },
      },
    ],
  },
  {
    slug: 'lantern-parade-postponed',
    title: 'Lantern parade postponed?',
    markets: [
      {
        slug: 'lantern-parade-postponed',
        question: 'Will the lantern parade be postponed?',
        tickSize: CENT,
        state: 'paused',
        endsInDays: 2,
        temper: {
          anchor: 0.35,
          swing: 0.02,
          memoryS: 300,
          spreadTicks: 4,
          depthTicks: 8,
          levels: 44,
          shares: 200,
          share: 0,
        },
      },
    ],
  },
  {
    slug: 'kesten-lake-freezes-over',
    title: 'Kesten Lake freezes over?',
    markets: [
      {
        slug: 'kesten-lake-freezes-over',
        question: 'Will Kesten Lake freeze over this winter?',
        tickSize: TENTH_OF_CENT,
        state: 'closed',
        endsInDays: -640,
        winner: 1,
      },
    ],
  },
  {
    slug: 'night-ferry-runs-in-august',
    title: 'Night ferry runs in August?',
    markets: [
      {
        slug: 'night-ferry-runs-in-august',
        question: 'Will the night ferry run in August?',
        tickSize: CENT,
        state: 'closed',
        endsInDays: -20,
        winner: 0,
      },
    ],
  },
  {
    slug: 'harvest-moon-festival-mascot',
    title: 'Harvest Moon Festival mascot an owl?',
    markets: [
      {
        slug: 'harvest-moon-festival-mascot',
        question: 'Will the mascot of the Harvest Moon Festival be an owl?',
        tickSize: CENT,
        state: 'no_book',
      },
    ],
  },
  {
    slug: 'tidal-clock-strikes-thirteen',
    title: 'Tidal clock strikes thirteen?',
    markets: [
      {
        slug: 'tidal-clock-strikes-thirteen',
        question: 'Will the tidal clock strike thirteen?',
        tickSize: TENTH_OF_CENT,
        state: 'no_tokens',
        endsInDays: 30,
        volume24h: 120.5,
      },
    ],
  },
];
