// A worker process, started by the primary: main.ts with JACKFIELD_PROCESSES of 2 or more.
import { outliveOutput } from './end-of-process.ts';
import { connectToPrimary } from './processes/fork-link.ts';
import { runWorker } from './processes/run-worker.ts';

outliveOutput();
await runWorker(connectToPrimary());
