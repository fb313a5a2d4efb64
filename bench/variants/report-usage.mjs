// Loaded into each measured process by --import: answers the parent's question with what the process used so far.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let queries = 0;
await countQueries();

process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({
    cpuMicroseconds: user + system,
    rssBytes: process.memoryUsage.rss(),
    longestDelayMs: delay.max / 1e6,
    queries,
  });
  delay.reset();
  queries = 0;
});
process.channel?.unref();
// However the bench ended, nothing of it is left.
process.on('disconnect', () => process.exit());

/** The embedded database is a module of the process: each message to it is counted where it is taken in. */
async function countQueries() {
  const file = path.resolve(
    path.dirname(process.argv[1] ?? ''),
    '../../../node_modules/@electric-sql/pglite/dist/index.js',
  );
  if (!existsSync(file)) return;
  const { PGlite } = await import(pathToFileURL(file).href);
  for (const name of ['execProtocolRaw', 'execProtocolRawStream']) {
    const own = PGlite.prototype[name];
    PGlite.prototype[name] = function count(...args) {
      queries += 1;
      return own.apply(this, args);
    };
  }
}
