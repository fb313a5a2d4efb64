// npm run bench: the run path beside a bare pass-through and well-known ways, and what else has an aim.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startVariant, stopAll } from './children.mjs';
import { readOptions } from './options.mjs';
import { measureEditor } from './parts/editor.mjs';
import { measureInference } from './parts/inference.mjs';
import { measureLargeBody } from './parts/large-body.mjs';
import { measurePreparation } from './parts/preparation.mjs';
import { countQueries } from './parts/queries.mjs';
import { measureSize, SIZES } from './parts/requests.mjs';
import { measureStarting } from './parts/starting.mjs';
import { prepareJackfield } from './prepare-jackfield.mjs';
import { headOf, writeReadme } from './write-readme.mjs';

const PEERS = ['pass-through', 'fastify-reply-from', 'express-http-proxy-middleware', 'express-axios'];
const NEEDS_SERVER = new Set([...Object.keys(SIZES), 'queries', 'large', 'editor']);

async function main(options, data) {
  const servers = options.parts.some((part) => NEEDS_SERVER.has(part)) ? await startServers(options, data) : null;
  const measured = [];
  for (const part of options.parts) {
    const { title, text, aims } = await measurePart(part, servers, options);
    measured.push({ title, text, aims });
    console.log(`\n## ${title}\n\n${text}`);
  }
  const aims = measured.flatMap((each) => each.aims);
  const missed = aims.filter(({ isMet }) => !isMet).length;
  if (aims.length > 0) console.log(`\n${aims.length - missed} of ${aims.length} aims met, ${missed} missed.`);
  if (options.write) writeReadme(measured, options);
}

async function startServers(options, data) {
  const upstream = await startVariant('upstream', {});
  const env = { UPSTREAM: `http://127.0.0.1:${upstream.port}` };
  const peers = [];
  for (const name of PEERS) peers.push(await startVariant(name, env));
  const paths = [...Object.values(SIZES).map((size) => size.path), '/50mb'];
  const jackfield = await prepareJackfield({ server: options.server, data, upstream: env.UPSTREAM, paths });
  const as = (name, query) => ({ ...jackfield, name, pathOf: (sizePath) => jackfield.pathOf(sizePath) + query });
  const body = as('jackfield body', '?answer=body');
  const [passThrough] = peers;
  return {
    targets: [{ ...upstream, name: 'direct' }, ...peers, body, as('jackfield envelope', '')],
    body,
    passThrough,
  };
}

function measurePart(part, servers, options) {
  switch (part) {
    case 'queries':
      return countQueries(servers.body);
    case 'preparation':
      return measurePreparation();
    case 'large':
      return measureLargeBody(servers.body, servers.passThrough, options);
    case 'editor':
      return measureEditor(servers.body);
    case 'starting':
      return measureStarting(options);
    case 'inference':
      return measureInference();
    default:
      return measureSize(part, servers.targets, options);
  }
}

const data = mkdtempSync(path.join(tmpdir(), 'jackfield-bench-'));
try {
  const options = readOptions(process.argv.slice(2));
  console.log(headOf(options));
  await main(options, data);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await stopAll();
  // The database of the server that was measured may write for a moment yet.
  rmSync(data, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
}
