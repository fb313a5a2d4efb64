// npm run rotate-keys: puts every secret under the newest master key. docs/guide/keys.md says when and how.
import { runProgram } from './lib/run-program.mjs';

await runProgram('rotate-keys.js');
