// The composition root: reads the arguments and starts what they ask for.

import {parseCommand} from './cli.js';
import type {Command, DoctorOptions, Options} from './cli.js';
import {systemClock} from './domain/clock.js';
import type {UsageProblem} from './domain/problem.js';
import type {ExportOptions} from './export-options.js';
import {loadConfig} from './keeping/config-file.js';
import {type Log, NO_LOG, openLog} from './log-file.js';
import type {MetricsEndpoint, MetricsEndpointOptions} from './metrics-endpoint.js';
import {endingOf, sentenceOf} from './problem-text.js';
import {Shutdown} from './shutdown.js';
import {VERSION} from './version.js';

export async function main(argv: readonly string[]): Promise<void> {
  const command = parseCommand(argv, process.env, VERSION, loadConfig);
  if (command.kind === 'print') {
    process.stdout.write(`${command.text}\n`);
    return;
  }

  const shutdown = new Shutdown();
  if (command.kind === 'doctor') {
    shutdown.install();
    await examine(command.options, shutdown);
    return;
  }

  const problem = problemOf(command);
  if (problem !== undefined) {
    await shutdown.end({exitCode: 2, message: sentenceOf(problem)});
    return;
  }

  shutdown.install();
  if (command.kind === 'run') await run(command.options, shutdown);
  if (command.kind === 'export') await exportTable(command.options, shutdown);
}

async function run(options: Options, shutdown: Shutdown): Promise<void> {
  try {
    const log = await startLog(options, shutdown);
    const clock = systemClock;
    const metrics =
      options.metricsPort === undefined
        ? undefined
        : await openMetrics({port: options.metricsPort, clock, log, shutdown});
    const context = {options, shutdown, log, clock, metrics};
    if (options.isJson || options.isOnce) {
      const {runHeadless} = await import('./headless.js');
      await runHeadless(context);
    } else {
      // The feed starts before the UI is loaded: its threads and lookups take their time meanwhile.
      const {ViewerSession} = await import('./viewer-session.js');
      let suspend = (): void => undefined;
      const viewer = new ViewerSession({
        ...context,
        onSuspend: () => {
          suspend();
        },
      });
      const {runViewer} = await import('./viewer.js');
      if (shutdown.isEnding) return;
      runViewer(context, viewer, (suspendTerminal) => {
        suspend = suspendTerminal;
      });
    }
  } catch (error) {
    await shutdown.end(endingOf(error));
  }
}

async function examine(options: DoctorOptions, shutdown: Shutdown): Promise<void> {
  try {
    const log = await startLog(options, shutdown);
    const {runDoctor} = await import('./doctor.js');
    await runDoctor({options, shutdown, log, clock: systemClock});
  } catch (error) {
    await shutdown.end(endingOf(error));
  }
}

async function exportTable(options: ExportOptions, shutdown: Shutdown): Promise<void> {
  try {
    const {runExport} = await import('./export.js');
    await runExport({options, shutdown, clock: systemClock});
  } catch (error) {
    await shutdown.end(endingOf(error));
  }
}

async function startLog({log: wanted}: Pick<Options, 'log'>, shutdown: Shutdown): Promise<Log> {
  const log = wanted === undefined ? NO_LOG : await openLog(wanted.path, wanted.level);
  shutdown.add(() => log.close());
  return log;
}

async function openMetrics(options: MetricsEndpointOptions): Promise<MetricsEndpoint> {
  const {MetricsEndpoint} = await import('./metrics-endpoint.js');
  return MetricsEndpoint.open(options);
}

/** What no single option tells. */
function problemOf(
  command: Exclude<Command, {kind: 'print' | 'doctor'}>,
): UsageProblem | undefined {
  switch (command.kind) {
    case 'run':
      return problemOfRun(command.options);
    case 'export':
      return problemOfExport(command.options);
    case 'usage_problem':
      return command;
  }
}

function problemOfExport({format, out}: ExportOptions): UsageProblem | undefined {
  if (format !== 'parquet' || out !== undefined || !process.stdout.isTTY) return undefined;
  return usageProblem(
    'Parquet is no text, and stdout is a terminal',
    'Add --out <file>, or send stdout into a file or a pipe',
  );
}

/** A screen needs a terminal, a program's data need a market. */
function problemOfRun(options: Options): UsageProblem | undefined {
  const {isJson, isOnce, references, demo, replay} = options;
  const isHeadless = isJson || isOnce;
  if (isHeadless && references.length === 0 && demo === undefined && replay === undefined) {
    const option = isJson ? '--json' : '--once';
    return usageProblem(`${option} needs a market`, `polybook-tui <market> ${option}`);
  }

  if (isHeadless) return undefined;
  if (!process.stdout.isTTY) {
    return usageProblem(
      'There is no terminal to draw on',
      'Add --json for a stream of data, or --once for the book as text',
    );
  }

  return undefined;
}

function usageProblem(message: string, hint: string): UsageProblem {
  return {kind: 'usage_problem', message, hint};
}
