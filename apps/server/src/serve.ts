import type { Server } from 'node:http';
import { type Context, type ContextOptions, createContext } from './context.ts';
import type { Stop } from './end-of-process.ts';
import { type Env, publicUrl } from './env.ts';
import { listen, retire, stopListening } from './listen.ts';
import type { Logger } from './logger.ts';
import { createServer } from './server.ts';

export interface ServeOptions extends ContextOptions {
  /** Gets what ends the server in order, as soon as there is something to end. */
  onStoppable: (stop: Stop) => void;
  /** Begins to take requests and returns the port; listens as the settings say if not given. */
  listen?: (server: Server) => Promise<number>;
}

/** A server that answers. */
export interface Serving {
  /** For the operator: the address, and how to make the first account. */
  lines: string[];
  /** Ends it once another process that shares the port has taken its place. */
  retire: Stop;
}

/** Opens everything and listens. What is opened is closed again when that fails. */
export async function serve(env: Env, logger: Logger, options: ServeOptions): Promise<Serving> {
  const ctx = await createContext(env, logger, options);
  const server = createServer(ctx);
  const cut = () => ctx.egress.close();
  options.onStoppable(async (graceMs) => {
    await stopListening(server, graceMs, cut);
    await ctx.close();
  });
  try {
    const port = await (options.listen?.(server) ?? listen(server, env.PORT, env.HOST));
    ctx.ownPorts.add(port);
    // Libraries use the global fetch; it goes through the same guard.
    ctx.egress.installGlobally();
    return {
      lines: await linesForOperator(ctx, port),
      retire: async (latestMs) => {
        await retire(server, latestMs, cut);
        await ctx.close();
      },
    };
  } catch (error) {
    await ctx.close();
    throw error;
  }
}

async function linesForOperator(ctx: Context, port: number): Promise<string[]> {
  const address = publicUrl(ctx.env, port);
  const lines = [`Jackfield is ready at ${address}`];
  const { setupToken } = ctx.signUpPolicy;
  if (setupToken !== null && !(await ctx.repositories.accounts.hasAny())) {
    lines.push(`Make the first account with this link, which works once: ${address}/sign-up?setup=${setupToken}`);
  }
  return lines;
}
