import { describeFailure } from './describe-failure.ts';
import { endOnFault, endOnSignal, outliveOutput, type Stop } from './end-of-process.ts';
import { type Env, readEnv } from './env.ts';
import { createLogger, type Logger } from './logger.ts';

async function main(): Promise<void> {
  outliveOutput();
  const env = readEnv();
  const logger = createLogger(env);
  await (env.JACKFIELD_PROCESSES === 1 ? runAlone(env, logger) : runWorkers(env, logger));
}

async function runAlone(env: Env, logger: Logger): Promise<void> {
  // Its default is to end the process at once.
  process.on('SIGUSR2', () => {
    logger.warn('SIGUSR2 replaces worker processes, and there are none: set JACKFIELD_PROCESSES to 2 or more');
  });
  let stop: Stop = async () => {};
  endOnFault(logger, (graceMs) => stop(graceMs));
  const { serve } = await import('./serve.ts');
  const { lines } = await serve(env, logger, {
    hasDemo: true,
    onProgress: say,
    onStoppable: (stopServing) => {
      stop = stopServing;
    },
  });
  // Before the address is printed: whoever waits for that line may stop the server at once.
  endOnSignal(logger, stop, say);
  for (const line of lines) say(line);
}

async function runWorkers(env: Env, logger: Logger): Promise<void> {
  const { runPrimary } = await import('./processes/run-primary.ts');
  // Beside this file, from source as in the built server.
  const workerFile = new URL(
    import.meta.url.endsWith('.ts') ? './main-worker.ts' : './main-worker.js',
    import.meta.url,
  );
  await runPrimary(env, logger, { workerFile, say });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(error: unknown): void {
  // Not when nothing is left to do: the engine that applied migrations leaves a timer of ten seconds behind.
  process.stderr.write(`${describeFailure(error)}\n`, () => process.exit(1));
}

main().catch(fail);
