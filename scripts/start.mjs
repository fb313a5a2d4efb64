// npm start: from a fresh clone to a running server. package.json starts this with `exec`, so that it takes the place of
// the shell: npm passes signals on to its child alone, and a shell in between would end at once and leave the server
// behind, without its exit code.
import { runProgram } from './lib/run-program.mjs';

await runProgram();
