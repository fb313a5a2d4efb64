import { useEffect, useState } from 'react';
import { JsonClient } from './json-client.ts';

export interface OpenJson {
  client: JsonClient;
  rowCount: number;
  chars: number;
}

/** A JSON text opened in a worker for as long as what shows it is there; null until it is read. */
export function useJson(parts: readonly string[]): { json: OpenJson | null; error: string | null } {
  const [state, setState] = useState<{ parts: readonly string[]; json: OpenJson | null; error: string | null }>({
    parts,
    json: null,
    error: null,
  });
  useEffect(() => {
    const client = new JsonClient(parts);
    client.ask('open', {}).then(
      (opened) => setState({ parts, json: { client, ...opened }, error: null }),
      (error: Error) => setState({ parts, json: null, error: error.message }),
    );
    return () => client.close();
  }, [parts]);
  return state.parts === parts ? state : { json: null, error: null };
}
