// The one file of prom-client that is needed: from its index come 110 kB of metrics that count by
// themselves, and its types know no others. This is the part that `metrics()` reads.

declare module 'prom-client/lib/registry.js' {
  export type Exported = {
    readonly name: string;
    readonly help: string;
    readonly type: string;
    readonly values: readonly {
      readonly metricName?: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly value: number;
    }[];
  };

  export default class Registry {
    readonly contentType: string;
    registerMetric(metric: {readonly name: string; readonly get: () => Exported}): void;
    metrics(): Promise<string>;
  }
}
