// Loaded into each measured process by --import: answers the parent's question with what the process used so far.
import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
/** Its heartbeats are no queries of runs. */
const LISTENER = 'jackfield changes';
let queries = 0;
countQueries();

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

/** Every query of the process goes through a client of the driver; variants without a database have no driver. */
function countQueries() {
  const driver = findDriver();
  if (driver === null) return;
  const { query } = driver.Client.prototype;
  driver.Client.prototype.query = function count(...args) {
    if (this.connectionParameters.application_name !== LISTENER) queries += 1;
    return query.apply(this, args);
  };
}

function findDriver() {
  try {
    return createRequire(process.argv[1])('pg');
  } catch {
    return null;
  }
}
