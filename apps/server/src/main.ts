import { type Context, createContext, isContextError } from './context.ts';
import { endOnFault, endOnSignal, outliveOutput, type Stop } from './end-of-process.ts';
import { EnvError, publicUrl, readEnv } from './env.ts';
import { ListenError, listen, stopListening } from './listen.ts';
import { createLogger } from './logger.ts';
import { createServer } from './server.ts';

async function main(): Promise<void> {
  outliveOutput();
  const env = readEnv();
  const logger = createLogger(env);
  let stop: Stop = async () => {};
  endOnFault(logger, (graceMs) => stop(graceMs));
  const ctx = await createContext(env, logger, { hasDemo: true, onProgress: (line) => say(line) });
  const server = createServer(ctx);
  stop = async (graceMs) => {
    await stopListening(server, graceMs, () => ctx.egress.close());
    await ctx.close();
  };
  try {
    const port = await listen(server, env.PORT, env.HOST);
    ctx.ownPorts.add(port);
    // Libraries use the global fetch; it goes through the same guard.
    ctx.egress.installGlobally();
    // Before the address is printed: whoever waits for that line may stop the server at once.
    endOnSignal(logger, stop, say);
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

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What the operator can mend is one clear sentence; anything else is a fault of ours and shows where. */
function fail(error: unknown): void {
  const isForOperator = error instanceof EnvError || error instanceof ListenError || isContextError(error);
  const stack = error instanceof Error ? error.stack : undefined;
  const text = isForOperator ? error.message : (stack ?? String(error));
  // Not when nothing is left to do: the engine that applied migrations leaves a timer of ten seconds behind.
  process.stderr.write(`${text}\n`, () => process.exit(1));
}

main().catch(fail);
