// npm run restore -- <file>: restores a backup into an empty database. docs/guide/backup.md says more.
import { resolveFiles } from './lib/resolve-files.mjs';
import { runProgram } from './lib/run-program.mjs';

await runProgram('restore.js', resolveFiles(process.argv.slice(2)));
