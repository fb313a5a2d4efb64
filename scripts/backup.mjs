// npm run backup -- <file>: writes the database to one file while Jackfield runs. docs/guide/backup.md says more.
import { resolveFiles } from './lib/resolve-files.mjs';
import { runProgram } from './lib/run-program.mjs';

await runProgram('backup.js', resolveFiles(process.argv.slice(2)));
