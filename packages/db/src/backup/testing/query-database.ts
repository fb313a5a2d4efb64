import pg from 'pg';

/** Calls `work` with a connection of the account that owns the database. */
export async function withClient<Result>({ url }: { url: string }, work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs statements as the owner of the database and returns the rows of a single one, each as a list. */
export const query = (database: { url: string }, sql: string) =>
  withClient(
    database,
    async (client): Promise<unknown[][]> => (await client.query({ text: sql, rowMode: 'array' })).rows,
  );
