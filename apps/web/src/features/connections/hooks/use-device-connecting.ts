import { type Api, connectByDevice } from '@jackfield/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { streamEndpoint } from '../../../lib/call-endpoint.ts';
import { connectionQueries } from '../../../lib/queries/connection-queries.ts';
import { type DeviceState, deviceReducer, IDLE_DEVICE } from '../model/device-state.ts';

interface Wanted {
  apiId: string;
  environmentId: string;
  /** Saves what is typed; null: it could not. */
  save: () => Promise<Api | null>;
}

interface DeviceConnecting {
  state: DeviceState;
  start: () => void;
  cancel: () => void;
}

/** At most one code at a time, given up when its page is left. */
export function useDeviceConnecting({ apiId, environmentId, save }: Wanted): DeviceConnecting {
  const [state, dispatch] = useReducer(deviceReducer, IDLE_DEVICE);
  const abortRef = useRef<AbortController | null>(null);
  const queryClient = useQueryClient();
  useEffect(() => () => abortRef.current?.abort(), []);

  const connect = async ({ signal }: AbortController) => {
    try {
      const saved = await save();
      if (saved === null) throw new Error('What you typed could not be saved. See the top right for why.');
      const body = { version: saved.version };
      const events = streamEndpoint(connectByDevice, { params: { apiId, environmentId }, body, signal });
      for await (const event of events) if (!signal.aborted) dispatch(event);
    } catch (error) {
      if (!signal.aborted) dispatch({ type: 'broken', error });
    }
    await queryClient.invalidateQueries({ queryKey: connectionQueries.all });
  };
  const start = () => {
    abortRef.current?.abort();
    const abort = new AbortController();
    abortRef.current = abort;
    dispatch({ type: 'started' });
    void connect(abort);
  };
  const cancel = useCallback(() => {
    abortRef.current?.abort();
    dispatch({ type: 'cancelled' });
  }, []);
  return { state, start, cancel };
}
