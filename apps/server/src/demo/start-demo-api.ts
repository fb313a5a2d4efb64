import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type EgressAllowRule, parseEgressAllow } from '@jackfield/egress';
import { listen } from '../listen.ts';
import type { Logger } from '../logger.ts';
import { answerDemoRequest } from './demo-api.ts';

const HOST = '127.0.0.1';

export interface DemoApi {
  origin: string;
  /** What lets calls go there, and nowhere else. */
  allow: EgressAllowRule[];
  close(): Promise<void>;
}

/**
 * Starts the demo on a loopback port of its own: the same at each start, since the APIs that were made for it name it.
 * Null, with a line in the log, where that port is taken by somebody else.
 *
 * @param portFile keeps the port
 */
export async function startDemoApi(portFile: string, logger: Logger): Promise<DemoApi | null> {
  const kept = await readPort(portFile);
  const server = createServer((req, res) => {
    answerDemoRequest(req, res).catch((error: unknown) => {
      logger.debug({ err: error }, 'a request to the demo API failed');
      res.destroy();
    });
  });
  try {
    const port = await listen(server, kept ?? 0, HOST);
    if (kept === null) await writeFile(portFile, `${port}\n`);
    const address = `${HOST}:${port}`;
    const parsed = parseEgressAllow(address);
    return {
      origin: `http://${address}`,
      allow: parsed.ok ? parsed.rules : [],
      close: async () => {
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      },
    };
  } catch (error) {
    logger.warn(
      { err: error },
      `the demo API is off: its port cannot be used; delete ${portFile} to have it choose another`,
    );
    return null;
  }
}

async function readPort(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}
