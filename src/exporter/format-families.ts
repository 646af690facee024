import type {MetricFamily} from './metric-family.js';

export type PrometheusText = {
  readonly contentType: string;
  readonly text: string;
};

/** Loads its library with the first call, so that nobody without `--metrics` pays for it. */
export async function formatFamilies(families: readonly MetricFamily[]): Promise<PrometheusText> {
  const {default: Registry} = await import('prom-client/lib/registry.js');
  const registry = new Registry();
  for (const family of families) {
    registry.registerMetric({name: family.name, get: () => family});
  }

  return {contentType: registry.contentType, text: await registry.metrics()};
}
