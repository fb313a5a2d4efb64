import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, end, freePort, launch, type RealUpstream, upstreamFile } from './real-upstreams.ts';

export interface MockLlmOptions {
  /** What is answered to which message. */
  replies: Record<string, string>;
  port?: number;
  /** Characters of an event; small ones cut words apart. */
  chunkChars?: number;
  /** Between two events. */
  latencyMs?: number;
}

/**
 * aimock 1.43: speaks as OpenAI does (`/v1/chat/completions`), as Anthropic (`/v1/messages`), as Ollama (`/api/chat`) and
 * as others, streaming.
 */
export async function startMockLlm(options: MockLlmOptions): Promise<RealUpstream> {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-mock-llm-'));
  const fixtures = Object.entries(options.replies).map(([userMessage, content]) => ({
    match: { userMessage },
    response: { content },
  }));
  writeFileSync(join(folder, 'replies.json'), JSON.stringify({ fixtures }));
  const port = options.port ?? (await freePort());
  const child = launch(process.execPath, [
    upstreamFile('@copilotkit/aimock/dist/cli.js'),
    ...['--port', String(port), '--fixtures', folder, '--log-level', 'silent'],
    ...['--chunk-size', String(options.chunkChars ?? 5), '--latency', String(options.latencyMs ?? 0)],
  ]);
  const origin = `http://127.0.0.1:${port}`;
  await answers(child, origin);
  return {
    origin,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
