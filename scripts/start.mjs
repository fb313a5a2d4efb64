// npm start: from a fresh clone to a running server.
import { runProgram } from './lib/run-program.mjs';

await runProgram();
