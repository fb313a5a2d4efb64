import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Context, createContext, isContextError } from './context.ts';
import { EnvError, parseEnv, publicUrl, REPOSITORY_ROOT } from './env.ts';
import { ListenError, listen, stopListening } from './listen.ts';
import { createLogger } from './logger.ts';
import { createServer } from './server.ts';

const GRACE_MS = 20_000;

async function main(): Promise<void> {
  const settings = path.join(REPOSITORY_ROOT, '.env');
  if (existsSync(settings)) process.loadEnvFile(settings);
  const env = parseEnv(process.env);
  const logger = createLogger(env);
  const ctx = await createContext(env, logger, { onProgress: (line) => say(line) });
  const server = createServer(ctx);
  try {
    const port = await listen(server, env.PORT, env.HOST);
    ctx.ownPorts.add(port);
    // Libraries use the global fetch; it goes through the same guard.
    ctx.egress.installGlobally();
    // Before the address is printed: whoever waits for that line may stop the server at once.
    onStopSignal(async () => {
      await stopListening(server, GRACE_MS);
      await ctx.close();
    });
    await announce(ctx, port);
  } catch (error) {
    await ctx.close();
    throw error;
  }
}

async function announce(ctx: Context, port: number): Promise<void> {
  const address = publicUrl(ctx.env, port);
  say(`Jackfield is ready at ${address}`);
  const { setupToken } = ctx.signUpPolicy;
  if (setupToken !== null && !(await ctx.repositories.accounts.hasAny())) {
    say(`Make the first account with this link, which works once: ${address}/sign-up?setup=${setupToken}`);
  }
}

/** The first signal ends in order; a second one ends at once. */
function onStopSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const handle = (): void => {
    if (isStopping) process.exit(130);
    isStopping = true;
    say('Stopping; press Ctrl-C again to stop at once.');
    stop().catch(fail);
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What the operator can mend is one clear sentence; anything else is a fault of ours and shows where. */
function fail(error: unknown): void {
  const isForOperator = error instanceof EnvError || error instanceof ListenError || isContextError(error);
  const stack = error instanceof Error ? error.stack : undefined;
  const text = isForOperator ? error.message : (stack ?? String(error));
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

main().catch(fail);
