import pg from 'pg';

/** A connection past the product, with the driver alone. */
export interface PlainClient {
  query: (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  close: () => Promise<void>;
}

export async function connectPlainly(url: string): Promise<PlainClient> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    query: async (sql, values = []) => (await client.query(sql, [...values])).rows,
    close: () => client.end(),
  };
}
