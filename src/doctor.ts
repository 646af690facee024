// `doctor`: every check of the way to the exchange, a line each as soon as it is known.

import {addressesOf} from './addresses.js';
import type {DoctorOptions} from './cli.js';
import type {Outcome} from './doctor/check.js';
import type {TerminalFacts} from './doctor/check-terminal.js';
import {type DoctorPlan, listChecks} from './doctor/list-checks.js';
import {runChecks} from './doctor/run-checks.js';
import {isWell, summarize} from './doctor/summary.js';
import {systemTimers} from './domain/clock.js';
import {findProxy} from './domain/http-proxy.js';
import {DoctorReport} from './doctor-report.js';
import {startExchangeWorker} from './exchange/exchange-launcher.js';
import {sentenceOf} from './problem-text.js';
import type {ProgramContext} from './program-context.js';
import type {Shutdown} from './shutdown.js';
import {detectCapabilities} from './terminal/capabilities.js';
import {readSize} from './terminal/size.js';
import {hasSynchronisedUpdate} from './terminal/synchronised-update.js';

export type DoctorContext = Omit<ProgramContext, 'options' | 'metrics'> & {
  readonly options: DoctorOptions;
};

export async function runDoctor({options, shutdown, log, clock}: DoctorContext): Promise<void> {
  for (const notice of options.notices) {
    process.stderr.write(`${sentenceOf({message: notice, hint: undefined})}\n`);
  }

  const ending = new AbortController();
  const report = new DoctorReport(options, shutdown);
  const {checks, close} = await listChecks({
    ...(await findExchange(options, shutdown)),
    reference: options.reference,
    env: process.env,
    clock,
    timers: systemTimers,
    askTerminal: () => askTerminal(shutdown),
  });
  shutdown.add(close);
  shutdown.add(() => {
    ending.abort();
  });
  const outcomes = await runChecks(checks, {
    clock,
    timers: systemTimers,
    signal: ending.signal,
    onBegin: (check) => {
      report.begin(check);
    },
    onOutcome: (outcome) => {
      log.write(LEVELS[outcome.verdict], 'Checked', outcome);
      report.tell(outcome);
    },
  });
  if (shutdown.isEnding) return;
  const summary = summarize(outcomes);
  await report.conclude(summary);
  await shutdown.end({exitCode: isWell(summary) ? 0 : 1});
}

const LEVELS = {
  ok: 'info',
  warn: 'warn',
  failed: 'error',
  skipped: 'info',
} as const satisfies Record<Outcome['verdict'], string>;

type Exchange = Pick<DoctorPlan, 'wsUrl' | 'endpoints' | 'findProxy'>;

/** The demo's is in this very process: no proxy leads there. */
async function findExchange({demo, urls}: DoctorOptions, shutdown: Shutdown): Promise<Exchange> {
  if (demo === undefined) {
    return {...addressesOf(urls), findProxy: (url) => findProxy(new URL(url), process.env)};
  }

  const workerUrl = new URL('./exchange-worker.js', import.meta.url);
  const {wsUrl, restUrl, close} = await startExchangeWorker(workerUrl, demo);
  shutdown.add(close);
  const endpoints = {gamma: restUrl, clob: restUrl, data: restUrl};
  return {wsUrl, endpoints, findProxy: () => undefined};
}

async function askTerminal(shutdown: Shutdown): Promise<TerminalFacts> {
  const {stdin, stdout, env, platform} = process;
  const canAsk = stdin.isTTY && stdout.isTTY && env.TERM !== 'dumb';
  return {
    isTerminal: stdout.isTTY,
    size: readSize(stdout),
    capabilities: detectCapabilities(env, platform),
    hasSynchronisedUpdate: canAsk
      ? await hasSynchronisedUpdate({
          keyboard: stdin,
          write: (text) => stdout.write(text),
          timers: systemTimers,
          onInterrupt: () => process.kill(process.pid, 'SIGINT'),
          onRaw: (restore) => {
            shutdown.addRestore(restore);
          },
        })
      : undefined,
  };
}
