// A process of its own for the tests of the embedded server: says where the server answers or why it does not, and
// owns it until it is killed.
import { startEmbeddedServer } from '../embedded/start-embedded-server.ts';

const [, , folder = '', postgresBin] = process.argv;
try {
  const { url } = await startEmbeddedServer(folder, { isDurable: false, postgresBin });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  // The server does not keep a process alive; this does.
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
}
