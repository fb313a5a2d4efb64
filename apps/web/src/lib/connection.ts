/**
 * What stands between the page and the server.
 * - `here`: the last answer came
 * - `away`: it cannot be reached, or cannot get at its own data
 * - `signed-out`: it answers, but nobody is signed in any more
 */
export type Connection = 'here' | 'away' | 'signed-out';

let connection: Connection = 'here';
const listeners = new Set<() => void>();

export function getConnection(): Connection {
  return connection;
}

export function subscribeConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls `listener` each time that the server can be used again. */
export function onBack(listener: () => void): () => void {
  let before = connection;
  return subscribeConnection(() => {
    if (connection === 'here' && before !== 'here') listener();
    before = connection;
  });
}

/** What a request met; asking again for a session does not end with an answer to something else. */
export function reportConnection(met: 'answer' | 'away' | 'signed-out' | 'signed-in'): void {
  if (connection === 'signed-out' && met !== 'signed-in') return;
  const next = met === 'answer' || met === 'signed-in' ? 'here' : met;
  if (next === connection) return;
  connection = next;
  for (const listener of [...listeners]) listener();
}
