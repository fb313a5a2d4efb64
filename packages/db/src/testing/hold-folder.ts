// A process of its own for the tests of the lock: says whether it got the folder, and keeps it until it is killed.
import { lockFolder } from '../embedded/folder-lock.ts';

try {
  await lockFolder(process.argv[2] ?? '');
  process.stdout.write('held\n');
  // The lock does not keep a process alive; this does.
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
